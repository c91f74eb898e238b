import type { Chain } from "../identity/index.ts";
import {
  type ApprovalRequirement,
  type CallFacts,
  combineApprovals,
  type Decision,
  type DenyCode,
  type PolicyReference,
  type ShadowDecision,
} from "../policy/index.ts";
import type { GateContext } from "./context.ts";
import type { GuardedTool } from "./guarded-tool.ts";
import { refuse } from "./refusal.ts";

/** What the policies say for all actors together. */
export interface Judgement {
  /** Absent: allowed without. */
  readonly approval?: ApprovalRequirement;
  readonly policies: readonly PolicyReference[];
  readonly reason: string;
  readonly policyHash: string;
  /** Where nothing is enforced: what would have become of the call. */
  readonly recorded?: "needs_approval" | DenyCode;
  /** What a set on trial would have decided otherwise, for the actors that it differs about. */
  readonly shadow: readonly ShadowDecision[];
}

/**
 * Asks the policies about the human and every agent of the chain. The strictest answer counts: any denial
 * refuses, and what several of them need approval for needs all of it.
 */
export function judgeCall(
  { policy, isRecordOnly }: Pick<GateContext, "policy" | "isRecordOnly">,
  chain: Chain,
  tool: GuardedTool,
  call: CallFacts,
): Judgement {
  const { name, connector, impact, reversible, audience } = tool;
  const decisions = [chain.principal, ...chain.agents].map((actor) =>
    policy.decide({
      action: "call_tool",
      actor,
      principal: chain.principal,
      tool: { name, connector, impact, reversible, audience },
      call,
    }),
  );
  const shadow = decisions.flatMap((decision) => (decision.shadow?.differs ? [decision.shadow] : []));
  const denied = decisions.find((decision) => decision.type === "deny");
  if (denied !== undefined) {
    const { code, reason, policies, policyHash } = denied;
    if (!isRecordOnly) refuse(code, reason, undefined, denied);
    return { policies, reason, policyHash, shadow, recorded: code };
  }
  const asking = decisions.filter((decision) => decision.type === "needs_approval");
  const deciding: readonly Decision[] = asking.length > 0 ? asking : decisions;
  const judged = {
    policies: [
      ...new Map(deciding.flatMap(({ policies }) => policies.map((each) => [each.id, each]))).values(),
    ],
    reason: [...new Set(deciding.map(({ reason }) => reason))].join(" "),
    policyHash: policy.policyHash,
    shadow,
  };
  if (asking.length > 0 && isRecordOnly) return { ...judged, recorded: "needs_approval" };
  return asking.length === 0
    ? judged
    : { ...judged, approval: combineApprovals(asking.map(({ approval }) => approval)) };
}
