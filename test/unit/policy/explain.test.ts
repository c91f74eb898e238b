import { describe, expect, it } from "vitest";
import {
  createLabel,
  defaultPolicyFolder,
  explainDecision,
  loadPolicies,
  matchReaders,
  type PolicyRequest,
  renderDecision,
} from "../../../sdk/src/policy/index.ts";
import { permitTools, policyFolder } from "./folders.ts";
import { ana, callTool, handbook, retrieve } from "./requests.ts";

const set = await loadPolicies(defaultPolicyFolder);

/** Without the last line, the hash: it changes with every word of the default policies. */
const render = (request: PolicyRequest) =>
  renderDecision(explainDecision(set, request)).split("\n").slice(0, -1).join("\n");

describe("explainDecision", () => {
  it("names the permit that was nearest and what it lacked", () => {
    const request = retrieve({ label: { classification: "restricted" } });
    expect(render(request)).toMatchInlineSnapshot(`
      "deny (not-permitted): No policy permits this.
        near: human-reads-own-documents (retrieve.cedar): A person reads what the label names them for, within their tenant and up to their clearance.
          does not hold: principal.clearedFor.contains(resource.classification)
        near: agent-reads-for-human (retrieve.cedar): An agent reads within its tenant what the human it acts for may read.
          does not hold: principal is Sallyport::Agent"
    `);
  });

  it("names every condition that does not hold, and none that cannot be judged alone", async () => {
    const narrow = await loadPolicies(
      await policyFolder(
        `@id("small") permit (
          principal is Sallyport::User,
          action == Sallyport::Action::"call_tool",
          resource == Sallyport::Tool::"gift"
        )
        when { context has amount && context.amount < 500 && resource.impact == "high" }
        unless { context.leaks };`,
      ),
    );
    const { near } = explainDecision(narrow, callTool({ call: { leaks: true } }));
    expect(near).toEqual([
      {
        id: "small",
        file: "policies.cedar",
        unmet: [
          "principal is Sallyport::User",
          'resource == Sallyport::Tool::"gift"',
          "context has amount",
          "not context.leaks",
        ],
      },
    ]);
  });

  it("says who can lift a refusal", () => {
    const request = callTool({ call: { amount: 250_000, leaks: true } });
    expect(render(request)).toMatchInlineSnapshot(`
      "needs_approval: Passing content on to people who may not read it needs a data owner. A high-impact call that moves an amount needs a finance approver. An amount over 1,000.00 needs two finance approvers.
        forbid leak-needs-approval [LLM02]
        forbid payment-needs-approval [ASI02]
        forbid large-amount-needs-two [ASI09]
        permit use-high-impact-tools [ASI02]
        needs 1 of data-owners
        needs 2 of finance-approvers
        within 15 minutes, risk high"
    `);
  });

  it("has nothing to add where a forbid decides or nothing can be evaluated", async () => {
    expect(explainDecision(set, callTool({ call: { recordsInSession: 101 } })).near).toEqual([]);
    expect(explainDecision(set, undefined as never)).toMatchObject({
      decision: { code: "not-evaluable" },
      near: [],
    });
    const other = await loadPolicies(await policyFolder(permitTools));
    expect(explainDecision(other, retrieve()).near).toEqual([]);
  });
});

describe("matchReaders", () => {
  it("finds every way in which a label names a principal, and none across tenants", () => {
    const readers = { everyone: true, users: ["ana"], roles: ["support"], groups: ["support-team", "x"] };
    const label = createLabel({ ...handbook, readers });
    expect(matchReaders(label, ana)).toEqual(["user", "role", "group", "everyone"]);
    expect(matchReaders(label, { ...ana, id: "bob", roles: [], groups: ["X"] })).toEqual(["everyone"]);
    expect(matchReaders(label, { ...ana, tenant: "globex" })).toEqual([]);
  });
});
