import { describe, expect, it } from "vitest";
import { cedarRequest } from "../../../sdk/src/policy/cedar-request.ts";
import { decisionKeys } from "../../../sdk/src/policy/decision-key.ts";
import type { CallFacts } from "../../../sdk/src/policy/index.ts";
import { defaultSchema } from "../../../sdk/src/policy/load-policies.ts";
import { parsePolicies } from "../../../sdk/src/policy/parse-policies.ts";
import { ana, callTool } from "./requests.ts";

const schema = await defaultSchema();

/** Whether two calls look the same to policies with these conditions. */
function alike(conditions: string, one: Partial<CallFacts>, other: Partial<CallFacts>): boolean {
  const text = `@id("p") permit (principal, action == Sallyport::Action::"call_tool", resource) ${conditions};`;
  const parsed = parsePolicies([{ name: "p.cedar", text }], schema);
  if (parsed.type !== "valid") throw new Error(JSON.stringify(parsed));
  const keyOf = decisionKeys(parsed.set.policies);
  return keyOf(cedarRequest(callTool({ call: one }))) === keyOf(cedarRequest(callTool({ call: other })));
}

describe("decisionKeys", () => {
  it("ignores what no policy reads", () => {
    expect(alike("when { context.leaks }", { callsInSession: 1 }, { callsInSession: 900 })).toBe(true);
    expect(alike("when { context.leaks }", { leaks: true }, { leaks: false })).toBe(false);
  });

  it.each([
    ["when { context has amount && context.amount > 100 }", 101, 5_000, true],
    ["when { context has amount && context.amount > 100 }", 0, 99, true],
    ["when { context has amount && context.amount > 100 }", 100, 101, false],
    ["when { context has amount && 100 <= context.amount }", 99, 100, false],
    ["when { context has amount && context.amount == 100 }", 99, 101, false],
    ["when { context has amount && context.amount + 0 > 100 }", 101, 102, false],
    ["when { context has amount && context.amount > context.records }", 101, 102, false],
    ["when { context has amount && [100, 200].contains(context.amount) }", 101, 102, false],
    ["when { {amount: 1, all: context}.amount == 1 }", 101, 102, false],
  ])("tells numbers apart as far as policies do: %s, %i and %i", (conditions, one, other, expected) => {
    expect(alike(conditions, { amount: one }, { amount: other })).toBe(expected);
  });

  it("tells an absent attribute from a present one", () => {
    expect(alike("when { context has amount }", {}, { amount: 0 })).toBe(false);
    expect(alike("when { context has amount && context.amount > 5 }", {}, { amount: 0 })).toBe(false);
  });

  it("tells people, agents and tools apart, whatever policies say", () => {
    const keyOf = decisionKeys([]);
    const keys = [callTool(), callTool({ actor: ana }), callTool({ tool: { name: "other" } })].map(
      (request) => keyOf(cedarRequest(request)),
    );
    const roles = keyOf(cedarRequest(callTool({ actor: { ...ana, roles: [] } })));
    expect(new Set([...keys, roles]).size).toBe(4);
  });
});
