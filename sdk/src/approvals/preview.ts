import { canonicalJson } from "../crypto/index.ts";
import type { Redactor } from "../redaction/index.ts";
import type { ApprovalRequest } from "./approval.ts";

/** A request as cards may show it: secrets replaced, personal data masked. What is decided on is the original. */
export interface ApprovalPreview extends ApprovalRequest {
  /** Something was masked; the fingerprint still is that of the exact arguments. */
  readonly isMasked: boolean;
}

/** Redacts what comes from models and documents; who asks, who decides and what is bound stays as it is. */
export function previewApproval(redactor: Redactor, request: ApprovalRequest): ApprovalPreview {
  const { arguments: args, origins, notes, reason, current } = request;
  const told = { arguments: args, origins, notes, reason, ...(current === undefined ? {} : { current }) };
  const shown = redactor.redactJson(told, { sink: "card" });
  return { ...request, ...shown, isMasked: canonicalJson(shown) !== canonicalJson(told) };
}
