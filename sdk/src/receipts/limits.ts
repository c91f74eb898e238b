import type { ReceiptType } from "./receipt-type.ts";

/** What a receipt does not prove, in words. The codes are part of the signed body and never change meaning. */
export const limitSentences = {
  "host-honest": "that the host and its clock were honest when it was written",
  "event-complete": "that nothing happened outside Sallyport's two doors",
  "content-true": "that the documents are true, current or relevant",
  "content-harmless": "that screening found every injection",
  "human-aware": "that the human read or understood what was done in their name",
  executed: "that the action was carried out",
  "effect-real": "that the outside system did what the tool reported",
  "approver-understood": "that the approver understood what they approved",
  "effect-undone": "that what was done before it is undone",
  "copies-gone": "that copies outside Sallyport are gone",
} as const;
export type LimitCode = keyof typeof limitSentences;

const byType: Readonly<Record<ReceiptType, readonly LimitCode[]>> = {
  "session-started": ["human-aware"],
  "document-ingested": ["content-true", "content-harmless"],
  "document-quarantined": ["content-harmless"],
  "document-released": ["content-true", "content-harmless"],
  "document-deleted": ["copies-gone"],
  "label-changed": ["effect-undone"],
  "retrieval-performed": ["content-true", "content-harmless", "human-aware"],
  "values-revealed": ["human-aware", "copies-gone"],
  "answer-stopped": ["copies-gone"],
  "input-refused": ["human-aware"],
  "tool-call-attempted": ["executed", "human-aware"],
  "tool-call-decided": ["executed", "human-aware"],
  "tool-call-executed": ["effect-real", "human-aware"],
  "tool-call-refused": ["effect-undone"],
  "approval-requested": ["executed"],
  "approval-granted": ["executed", "approver-understood"],
  "approval-denied": ["approver-understood"],
  "approval-used": ["executed"],
  "approval-closed": ["executed"],
  "delegation-issued": ["human-aware"],
  "delegation-refused": ["effect-undone"],
  "revocation-created": ["effect-undone"],
  "revocation-lifted": ["effect-undone"],
  "policy-changed": ["effect-undone"],
  "key-rotated": ["copies-gone"],
  "facts-pruned": ["copies-gone"],
};

const limits = new Map(
  Object.entries(byType).map(([type, own]) => [type, ["host-honest", "event-complete", ...own] as const]),
);

/** What a receipt of this type does not prove. */
export function limitsOf(type: ReceiptType): readonly LimitCode[] {
  return limits.get(type) ?? [];
}
