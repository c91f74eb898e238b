import type { JsonValue } from "../crypto/index.ts";
import type { Receipt } from "./receipt.ts";

/** What receipts are searched by. A person: who started it, approved it, revoked something, or was revoked. */
export const subjectKinds = ["person", "agent", "session", "tool", "document"] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** Who and what a receipt names, as `kind:name`. */
export function subjectsOf(receipt: Receipt): readonly string[] {
  const { principal, agents = [], session, revoke = [], facts = {} } = receipt;
  const documents = Array.isArray(facts.documents) ? facts.documents : [];
  return [
    ...new Set([
      ...named("person", [principal, facts.approver, facts.actor, facts.liftedBy]),
      ...named("agent", agents),
      ...named("session", [session]),
      ...named("tool", [facts.tool]),
      ...named("document", [facts.document, ...documents]),
      ...revoke
        .map((target) => target.replace(/^user:/, "person:"))
        .filter((target) => subjectKinds.some((kind) => target.startsWith(`${kind}:`))),
    ]),
  ];
}

function named(kind: SubjectKind, values: readonly (JsonValue | undefined)[]): readonly string[] {
  return values.filter((value) => typeof value === "string").map((value) => `${kind}:${value}`);
}
