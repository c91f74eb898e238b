import { describe, expect, it } from "vitest";
import {
  createPolicyEngine,
  type Decision,
  defaultPolicyFolder,
  isConsentSufficient,
  loadPolicies,
} from "../../sdk/src/policy/index.ts";
import { engineFor } from "../unit/policy/folders.ts";
import { callTool, refundTool } from "../unit/policy/requests.ts";

const engine = createPolicyEngine(await loadPolicies(defaultPolicyFolder));
const sam = { id: "sam", groups: ["security-reviewers"] };
const fiona = { id: "fiona", groups: ["finance-approvers"] };

const contactTool = { ...refundTool, name: "update_contact", connector: "crm", impact: "write" } as const;

/** A hostile e-mail names the records, and the model obeys: call `number` of the session. */
function obeyedCall(tool: typeof contactTool | typeof refundTool, number: number) {
  const amount = tool.impact === "high" ? { amount: 4900 } : {};
  return callTool({
    tool,
    call: {
      ...amount,
      untrustedArguments: ["records"],
      tainted: true,
      callsInSession: number,
      recordsInSession: number,
    },
  });
}

function ranges(decisions: readonly Decision[]): string[] {
  const outcomes = decisions.map((decision) => (decision.type === "deny" ? decision.code : decision.type));
  return outcomes.filter((outcome, index) => outcome !== outcomes[index - 1]);
}

describe("an e-mail that makes the model act on 200 accounts", () => {
  const numbers = Array.from({ length: 200 }, (_, index) => index + 1);

  it("[G2] changes no contact by itself, where permits for agents and tools alone let it change all", async () => {
    const usual = await engineFor(`@id("support-agent-updates-contacts") permit (
      principal == Sallyport::Agent::"helpdesk",
      action == Sallyport::Action::"call_tool",
      resource == Sallyport::Tool::"update_contact"
    );`);
    expect(ranges(numbers.map((number) => usual.decide(obeyedCall(contactTool, number))))).toEqual(["allow"]);

    const decisions = numbers.map((number) => engine.decide(obeyedCall(contactTool, number)));
    expect(ranges(decisions)).toEqual(["needs_approval", "forbidden"]);
    expect(decisions.filter(({ type }) => type === "deny")).toHaveLength(190);
  });

  it("[G2] changes at most 10 contacts if a reviewer approves all that they are asked", () => {
    const changed = numbers.filter((number) => {
      const decision = engine.decide(obeyedCall(contactTool, number));
      return decision.type === "needs_approval" && isConsentSufficient(decision.approval, [sam]);
    });
    expect(changed).toHaveLength(10);
  });

  it("[G2] refunds nothing by finance alone, and asks nobody from the eleventh refund on", () => {
    const decisions = numbers.map((number) => engine.decide(obeyedCall(refundTool, number)));
    expect(ranges(decisions)).toEqual(["needs_approval", "forbidden"]);
    const asked = decisions.filter((decision) => decision.type === "needs_approval");
    expect(asked).toHaveLength(10);
    for (const { approval } of asked) {
      expect(isConsentSufficient(approval, [fiona])).toBe(false);
      expect(isConsentSufficient(approval, [sam])).toBe(false);
      expect(isConsentSufficient(approval, [fiona, sam])).toBe(true);
    }
  });

  it("leaves the refund that the human asked for to finance alone", () => {
    const decision = engine.decide(callTool({ call: { amount: 4900, tainted: true } }));
    expect(decision).toMatchObject({ type: "needs_approval" });
    expect(decision.type === "needs_approval" && isConsentSufficient(decision.approval, [fiona])).toBe(true);
  });
});
