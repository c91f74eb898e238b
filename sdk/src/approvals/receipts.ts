import type { ReceiptInput, ReceiptType } from "../receipts/index.ts";
import type { ApprovalDecision, ApprovalRequest, ApprovalState } from "./approval.ts";

type Asked = Omit<ApprovalRequest, "receipt">;

export function requestReceipt(request: Asked, cause: string | undefined): ReceiptInput {
  return {
    ...common(request, "approval-requested"),
    decision: {
      outcome: "needs_approval",
      policies: request.policies.map((policy) => policy.id),
      policyHash: request.policyHash,
      reason: request.reason,
    },
    ...(cause === undefined ? {} : { cause }),
    facts: {
      ...subject(request),
      groups: request.requirement.groups,
      requirements: request.requirement.requirements.map(({ groups, quorum }) => ({ groups, quorum })),
      risk: request.requirement.risk,
      expiresAt: request.expiresAt,
    },
  };
}

/** One person's decision, and what became of the request by it. */
export function decisionReceipt(
  request: ApprovalRequest,
  decision: ApprovalDecision,
  state: ApprovalState,
): ReceiptInput {
  return {
    ...common(request, decision.decision === "approve" ? "approval-granted" : "approval-denied"),
    cause: request.receipt,
    facts: {
      ...subject(request),
      approver: decision.approver,
      verifiedBy: decision.verifiedBy,
      decidedAt: decision.at,
      channelKey: decision.keyId,
      decisionSignature: decision.signature,
      state,
    },
  };
}

/** One execution began, or an idempotent one begins again: written before the tool runs. */
export function useReceipt(request: ApprovalRequest): ReceiptInput {
  return { ...common(request, "approval-used"), cause: request.receipt, facts: subject(request) };
}

/** The request ended otherwise than by a decision. */
export function closeReceipt(request: ApprovalRequest, state: ApprovalState, by: string): ReceiptInput {
  return {
    ...common(request, "approval-closed"),
    cause: request.receipt,
    facts: { ...subject(request), state, by },
  };
}

function common(request: Asked, type: ReceiptType) {
  return {
    type,
    tenant: request.tenant,
    session: request.session,
    principal: request.requester,
    agents: request.agents,
    revoke: [`approval:${request.id}`, `session:${request.session}`, `tool:${request.tool}`],
  };
}

function subject(request: Asked) {
  return { approval: request.id, tool: request.tool, argumentsDigest: request.argumentsDigest };
}
