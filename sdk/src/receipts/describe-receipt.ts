import { inert } from "../inert.ts";
import type { Receipt } from "./receipt.ts";

/** A receipt in one line of a trace. */
export interface ReceiptDescription {
  /** "tool call decided" */
  readonly title: string;
  /** The tool, or the document, or how many documents. */
  readonly subject: string;
  /** "needs_approval by refund-approval", "by carol" */
  readonly detail: string;
  readonly tone: "good" | "bad" | "waiting" | "neutral";
}

export function describeReceipt(receipt: Receipt): ReceiptDescription {
  return {
    title: receipt.type.replaceAll("-", " "),
    subject: inert(subjectOf(receipt)),
    detail: inert(detailOf(receipt)),
    tone: toneOf(receipt),
  };
}

function subjectOf({ facts = {} }: Receipt): string {
  if (typeof facts.tool === "string") return facts.tool;
  if (typeof facts.document === "string") return facts.document;
  if (Array.isArray(facts.documents)) return `${facts.documents.length} documents`;
  return "";
}

function detailOf({ decision, facts = {} }: Receipt): string {
  const state = typeof facts.state === "string" ? facts.state : "";
  const people = [facts.approver, facts.by, facts.actor].filter((person) => typeof person === "string");
  const policies =
    decision === undefined ? "" : `${decision.outcome} by ${decision.policies.join(", ") || "no policy"}`;
  const by = people.length === 0 ? "" : `by ${people.join(", ")}`;
  return [policies, state, by].filter((part) => part !== "").join(" ");
}

function toneOf({ type, decision }: Receipt): ReceiptDescription["tone"] {
  if (/-(refused|denied|quarantined|deleted)$/.test(type) || type === "revocation-created") return "bad";
  if (decision?.outcome === "deny") return "bad";
  if (decision?.outcome === "needs_approval" || type === "approval-requested") return "waiting";
  if (/-(granted|executed|released)$/.test(type) || decision?.outcome === "allow") return "good";
  return "neutral";
}
