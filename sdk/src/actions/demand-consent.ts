import { combineApprovals } from "../policy/index.ts";
import type { ConsentDemand } from "./call.ts";
import type { Judgement } from "./judge-call.ts";

const defaultExpiryMs = 15 * 60_000;

/** A wish to ask people is added to what the policies ask for; it takes nothing away. */
export function demandConsent(judged: Judgement, demand: ConsentDemand): Judgement {
  const { groups, quorum = 1, expiresInMs = defaultExpiryMs, risk = "medium" } = demand;
  const { reason = "The app asks a person about every call of this tool." } = demand;
  const wish = { requirements: [{ groups, quorum }], groups, quorum, expiresInMs, risk };
  if (judged.approval === undefined) return { ...judged, approval: wish, reason };
  const approval = combineApprovals([judged.approval, wish]);
  return { ...judged, approval, ...(demand.reason && { reason: `${judged.reason} ${reason}` }) };
}
