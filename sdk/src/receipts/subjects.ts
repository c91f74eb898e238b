import type { JsonValue } from "../crypto/index.ts";
import type { Receipt } from "./receipt.ts";

/** Who and what a receipt names, as queries ask for it: `principal:…`, `agent:…`, `tool:…`, `document:…`, `session:…`. */
export function subjectsOf(receipt: Receipt): readonly string[] {
  const { principal, agents = [], session, revoke = [], facts = {} } = receipt;
  return [
    ...new Set([
      ...named("principal", [principal]),
      ...named("agent", agents),
      ...named("session", [session]),
      ...named("tool", [facts.tool]),
      ...named("document", [facts.document, ...(Array.isArray(facts.documents) ? facts.documents : [])]),
      // The fifth answer names them too.
      ...revoke.filter((target) => /^(tool|document):/.test(target)),
    ]),
  ];
}

function named(kind: string, values: readonly (JsonValue | undefined)[]): readonly string[] {
  return values.filter((value) => typeof value === "string").map((value) => `${kind}:${value}`);
}
