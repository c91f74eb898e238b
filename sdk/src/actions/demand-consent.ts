import type { ConsentDemand } from "./call.ts";
import { combine, type Judgement } from "./judge-call.ts";

const defaultExpiryMs = 15 * 60_000;

/** The app's wish to ask people is added to what the policies ask for; it takes nothing away. */
export function demandConsent(judged: Judgement, demand: ConsentDemand | undefined): Judgement {
  if (demand === undefined) return judged;
  const { groups, quorum = 1, expiresInMs = defaultExpiryMs, risk = "medium" } = demand;
  const wish = { requirements: [{ groups, quorum }], groups, quorum, expiresInMs, risk };
  if (judged.approval !== undefined) return { ...judged, approval: combine([judged.approval, wish]) };
  return { ...judged, approval: wish, reason: "The app asks a person about every call of this tool." };
}
