import { type PublicKey, type SigningKey, verifySignature } from "../crypto/index.ts";
import type { ApprovalDecision, DecisionStatement } from "./approval.ts";

const tag = "sallyport/approval-decision/v1";

/**
 * Signs what a person decided with the channel's key. A channel calls this only after it has made sure, by
 * its own means (`verifiedBy`), that the decision is theirs.
 */
export function signDecision(key: SigningKey, statement: DecisionStatement): ApprovalDecision {
  const { requestId, argumentsDigest, decision, approver, tenant, verifiedBy, reason, at } = statement;
  const signed = {
    requestId,
    argumentsDigest,
    decision,
    approver,
    tenant,
    verifiedBy,
    at,
    ...(reason === undefined ? {} : { reason }),
    keyId: key.publicKey.kid,
  };
  return { ...signed, signature: key.sign(tag, encode(signed)) };
}

/** True when `key` signed exactly this decision. */
export function isSignedBy(key: PublicKey, decision: ApprovalDecision): boolean {
  return key.kid === decision.keyId && verifySignature(key, tag, encode(decision), decision.signature);
}

/** A fixed list, so that no two statements share one encoding. */
function encode(decision: Omit<ApprovalDecision, "signature">) {
  return [
    decision.requestId,
    decision.argumentsDigest,
    decision.decision,
    decision.tenant,
    decision.approver,
    decision.verifiedBy,
    decision.reason ?? null,
    decision.at,
    decision.keyId,
  ];
}
