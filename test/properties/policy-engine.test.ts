import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cedarRequest } from "../../sdk/src/policy/cedar-request.ts";
import {
  createPolicyEngine,
  type Decision,
  type PolicyRequest,
  type PolicySet,
} from "../../sdk/src/policy/index.ts";
import { defaultSchema } from "../../sdk/src/policy/load-policies.ts";
import { parsePolicies } from "../../sdk/src/policy/parse-policies.ts";
import { ana, callTool, helpdesk, retrieve } from "../unit/policy/requests.ts";

const schema = await defaultSchema();

/** Heads and conditions with every shape that guards look at, and some that they must leave alone. */
const heads = [
  "principal, action, resource",
  'principal, action == Sallyport::Action::"call_tool", resource',
  'principal, action in [Sallyport::Action::"call_tool", Sallyport::Action::"retrieve"], resource',
  'principal is Sallyport::Agent, action == Sallyport::Action::"call_tool", resource',
  'principal == Sallyport::User::"acme/ana", action, resource',
  'principal, action == Sallyport::Action::"call_tool", resource == Sallyport::Tool::"issue_refund"',
  'principal is Sallyport::User, action == Sallyport::Action::"retrieve", resource is Sallyport::Label',
];
const conditions = [
  'when { principal.tenant == "acme" }',
  'when { "globex" == principal.tenant }',
  'when { ["acme", "initech"].contains(principal.tenant) }',
  'when { resource has impact && ["write", "high"].contains(resource.impact) }',
  'when { resource has impact && resource.impact == "read" }',
  'when { principal.id == "ana" || principal.id == "helpdesk" }',
  'when { principal is Sallyport::Agent && principal.owner == "ivan" }',
  'unless { principal.tenant == "acme" }',
  'when { !(principal.tenant == "globex") }',
  'when { if principal.id == "ana" then principal.tenant == "acme" else true }',
  "when { context.onBehalfOf.tenant == principal.tenant }",
  'when { context has onBehalfOf && context.onBehalfOf.tenant == "globex" }',
  'when { context has classification && context.classification == "internal" }',
  "when { context has records && context.records * 9000000000000000000 > 0 }",
  "when { context has leaks && context.leaks }",
  'when { ["a"].contains("a") }',
  "when { context has amount }",
  "when { context has amount && context.amount > 3 }",
  "when { context has amount && 5 >= context.amount }",
  "when { context has records && context.records != 1 }",
  "when { context has callsInSession && context.callsInSession + context.records > 4 }",
  "when { context has untrustedArguments && context.untrustedArguments.isEmpty() }",
];
const lifts = [
  "unless { context has approved && context.approved }",
  "unless { context has approved && context.approved && context.records < 5 }",
  "unless { context has approved && context.approved && context.records * 9000000000000000000 > 0 }",
];

const policy = fc.record({
  effect: fc.constantFrom("permit", "permit", "forbid"),
  head: fc.constantFrom(...heads),
  when: fc.subarray(conditions, { maxLength: 2 }),
  lift: fc.option(fc.constantFrom(...lifts)),
});
const policies = fc.array(policy, { minLength: 1, maxLength: 8 });

const person = fc.record({
  id: fc.constantFrom("ana", "bob"),
  tenant: fc.constantFrom("acme", "globex", "umbrella"),
});
const request: fc.Arbitrary<PolicyRequest> = fc
  .record({
    isAgent: fc.boolean(),
    person,
    agent: fc.record({ owner: fc.constantFrom("ivan", "eve"), tenant: fc.constantFrom("acme", "globex") }),
    tool: fc.record({
      name: fc.constantFrom("issue_refund", "search"),
      impact: fc.constantFrom("read" as const, "write" as const, "high" as const),
    }),
    call: fc.record(
      {
        records: fc.constantFrom(0, 1, 5),
        leaks: fc.boolean(),
        amount: fc.constantFrom(0, 3, 4, 5, 6),
        callsInSession: fc.constantFrom(1, 2, 4),
        untrustedArguments: fc.constantFrom([], ["amount"]),
      },
      { requiredKeys: ["records", "leaks"] },
    ),
    isRetrieval: fc.boolean(),
  })
  .map(({ isAgent, person, agent, tool, call, isRetrieval }) => {
    const principal = { ...ana, ...person };
    const actor = isAgent ? { ...helpdesk, ...agent } : principal;
    return isRetrieval ? retrieve({ actor, principal }) : { ...callTool({ tool, call, actor }), principal };
  });

function setOf(
  drafts: readonly (typeof policy extends fc.Arbitrary<infer T> ? T : never)[],
): PolicySet | undefined {
  const text = drafts.map(({ effect, head, when, lift }, index) => {
    const isLiftable = effect === "forbid" && lift !== null;
    const [approval, unless] = isLiftable ? [`@approval("group-${index}")`, lift] : ["", ""];
    return `@id("p${index}") ${approval} ${effect} (${head}) ${when.join(" ")} ${unless};`;
  });
  const parsed = parsePolicies([{ name: "p.cedar", text: text.join("\n") }], schema);
  return parsed.type === "valid" ? parsed.set : undefined;
}

/** The definition of an outcome, word for word: the whole set, asked twice. */
function reference(set: PolicySet, request: PolicyRequest): { type: string; ids: string[] } {
  const { principal, action, resource, context } = cedarRequest(request);
  const ask = (approved: boolean) => {
    const answer = cedar.statefulIsAuthorized({
      principal: principal.uid,
      action: { type: "Sallyport::Action", id: action },
      resource: resource.uid,
      context: "approved" in context ? { ...context, approved } : context,
      entities: [principal, resource],
      preparsedPolicySetId: "whole",
      preparsedSchemaName: "whole",
      validateRequest: true,
    });
    if (answer.type === "failure" || answer.response.diagnostics.errors.length > 0) return undefined;
    return {
      isAllowed: answer.response.decision === "allow",
      ids: answer.response.diagnostics.reason.sort(),
    };
  };
  const now = ask(false);
  if (!now) return { type: "not-evaluable", ids: [] };
  if (now.isAllowed) return { type: "allow", ids: now.ids };
  const areLiftable = now.ids.every((id) => set.policies.find((policy) => policy.id === id)?.approval);
  if (now.ids.length === 0) return { type: "not-permitted", ids: [] };
  if (!areLiftable || action !== "call_tool") return { type: "forbidden", ids: now.ids };
  const then = ask(true);
  if (!then) return { type: "not-evaluable", ids: [] };
  if (then.isAllowed) return { type: "needs_approval", ids: [...now.ids, ...then.ids].sort() };
  return { type: then.ids.length === 0 ? "not-permitted" : "forbidden", ids: then.ids };
}

cedar.preparseSchema("whole", schema);

describe("the policy engine", () => {
  it("decides over shards, and from memory, exactly as Cedar does over the whole set", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(policies, fc.array(request, { minLength: 16, maxLength: 16 }), (drafts, requests) => {
        const set = setOf(drafts);
        fc.pre(set !== undefined);
        const engine = createPolicyEngine(set!);
        const texts = Object.fromEntries(set!.policies.map(({ id, text }) => [id, text]));
        cedar.preparsePolicySet("whole", { staticPolicies: texts });
        for (const request of requests) {
          const decision = engine.decide(request);
          const type = decision.type === "deny" ? decision.code : decision.type;
          const expected = reference(set!, request);
          seen.add(expected.type);
          // A policy that errors before a condition that rules it out anyway need not be evaluated at all.
          if (expected.type === "not-evaluable" && type !== "not-evaluable") {
            expect(hasGuardedError(set!)).toBe(true);
            continue;
          }
          expect({ type, ids: idsOf(decision) }).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
    for (const outcome of ["allow", "forbidden", "needs_approval"]) expect(seen).toContain(outcome);
  });

  it("[G8] never throws and never allows what it cannot read", () => {
    const set = setOf([{ effect: "permit", head: heads[0]!, when: [], lift: null }]);
    const engine = createPolicyEngine(set!);
    const call = callTool();
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (anything) => {
        expect(engine.decide(anything as PolicyRequest).type).toBe("deny");
        const partly = { ...call, call: anything, tool: anything } as PolicyRequest;
        expect(engine.decide(partly).type).toBe("deny");
      }),
      { numRuns: 300 },
    );
  });
});

function hasGuardedError(set: PolicySet): boolean {
  return set.policies.some(({ text }) => text.includes("9000000000000000000") && / == |contains/.test(text));
}

function idsOf(decision: Decision): string[] {
  const permits = decision.type === "needs_approval" ? decision.permits : [];
  return [...decision.policies, ...permits].map(({ id }) => id).sort();
}
