import type { Context } from "./context.ts";

/** What approvals cost people, and whether they still look. */
export interface HumanLoad {
  readonly requests: number;
  /** Requests per 100 calls that agents have tried, refused ones too. */
  readonly requestsPer100Calls: number;
  readonly decisions: number;
  /** From the request to the decision; undefined without decisions. */
  readonly medianSecondsToDecide: number | undefined;
  /** Nobody reads a card in under three seconds. */
  readonly decidedUnder3sPercent: number;
  /** Near 0 for long: people approve without looking, or the policy asks too often. */
  readonly denialPercent: number;
}

/** The load on one tenant's people since a time. */
export async function measureLoad(context: Context, tenant: string, since: number): Promise<HumanLoad> {
  const { storage } = context;
  const requests = await storage
    .selectFrom("approval_request")
    .select("created_at")
    .where("tenant", "=", tenant)
    .where("created_at", ">=", since)
    .execute();
  const { calls } = await storage
    .selectFrom("receipt")
    .select((of) => of.fn.countAll<number>().as("calls"))
    .where("tenant", "=", tenant)
    .where("type", "=", "tool-call-attempted")
    .where("at", ">=", since)
    .executeTakeFirstOrThrow();
  const decisions = await storage
    .selectFrom("approval_decision")
    .innerJoin("approval_request", "approval_request.id", "approval_decision.request_id")
    .select(["approval_decision.decision", "approval_decision.at", "approval_request.created_at"])
    .where("approval_request.tenant", "=", tenant)
    .where("approval_request.created_at", ">=", since)
    .execute();
  const seconds = decisions.map(({ at, created_at }) => (at - created_at) / 1000).sort((a, b) => a - b);
  return {
    requests: requests.length,
    requestsPer100Calls: percent(requests.length, Number(calls)),
    decisions: decisions.length,
    medianSecondsToDecide: seconds[Math.floor(seconds.length / 2)],
    decidedUnder3sPercent: percent(seconds.filter((each) => each < 3).length, seconds.length),
    denialPercent: percent(decisions.filter(({ decision }) => decision === "deny").length, decisions.length),
  };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}
