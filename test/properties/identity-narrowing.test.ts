import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SallyportError } from "../../sdk/src/errors.ts";
import { classifications, type Scopes } from "../../sdk/src/identity/index.ts";
import { narrowScopes, scopesOf } from "../../sdk/src/identity/scopes.ts";
import { alice, codeOf, createWorld } from "../unit/identity/world.ts";

const tool = fc.constantFrom("lookup", "refund", "mail");
const record = fc.constantFrom("A-1", "A-2", "A-3");
const setOf = (item: fc.Arbitrary<string>) =>
  fc.oneof(fc.constant(["*"]), fc.uniqueArray(item, { maxLength: 3 }));
const scopes = fc.record(
  {
    tools: setOf(tool),
    actions: fc.uniqueArray(fc.constantFrom("retrieve" as const, "call_tool" as const)),
    limits: fc.dictionary(fc.constantFrom("amount", "records"), fc.nat(10)),
    clearance: fc.constantFrom(...classifications),
    records: setOf(record),
    depth: fc.nat(6),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Scopes>;
/** One thing that somebody may try to do. */
const deed = fc.record({
  tool,
  record,
  action: fc.constantFrom("retrieve" as const, "call_tool" as const),
  amount: fc.nat(12),
  clearance: fc.constantFrom(...classifications),
});

function allows(
  held: Scopes,
  tried: { tool: string; record: string; action: string; amount: number; clearance: string },
) {
  const within = (set: readonly string[] | undefined, item: string) =>
    set === undefined || set.includes("*") || set.includes(item);
  const rank = (level: string) => (classifications as readonly string[]).indexOf(level);
  return (
    within(held.tools, tried.tool) &&
    within(held.records, tried.record) &&
    within(held.actions, tried.action) &&
    tried.amount <= (held.limits?.amount ?? Number.POSITIVE_INFINITY) &&
    rank(tried.clearance) <= rank(held.clearance ?? "restricted")
  );
}

describe("authority", () => {
  it("[G3] only narrows: what the end of a chain allows, every hop and the human allow", () => {
    fc.assert(
      fc.property(fc.array(scopes, { minLength: 1, maxLength: 5 }), deed, (hops, tried) => {
        let held = scopesOf(alice);
        const granted: Scopes[] = [held];
        for (const asked of hops) {
          try {
            held = narrowScopes(held, asked, "A hop");
            granted.push(asked, held);
          } catch (error) {
            // Refused, as widening must be: the chain goes on without that hop.
            expect(SallyportError.isInstance(error)).toBe(true);
          }
        }
        if (allows(held, tried)) for (const each of granted) expect(allows(each, tried)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("[G3] does not depend on which character of a chain is changed: any change is refused", async () => {
    const { issue, extend, present, prove, verifier } = await createWorld();
    const delegation = await extend(await issue({ tools: ["refund"] }), "triage", "lookup");
    const text = delegation.tokens.join("|");
    const proof = await prove(delegation, "lookup");
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.|";
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), fc.constantFrom(...alphabet), async (index, character) => {
        fc.pre(text[index] !== character);
        const changed = { tokens: (text.slice(0, index) + character + text.slice(index + 1)).split("|") };
        const refused = verifier.verify({ delegation: changed, proof, actionDigest: "sha256:0" });
        expect(await codeOf(refused)).toMatch(/^ERR_IDENTITY_DELEGATION_/);
      }),
      { numRuns: 300 },
    );
    expect((await present(delegation, "lookup")).scopes.tools).toEqual(["refund"]);
  });
});
