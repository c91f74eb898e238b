import { beforeAll, describe, expect, it } from "vitest";
import {
  createLabel,
  createPolicyEngine,
  defaultPolicyFolder,
  loadPolicies,
  type PolicyEngine,
  type PolicySet,
  retrieveKey,
} from "../../../sdk/src/policy/index.ts";
import { ana, callTool, handbook, retrieve } from "./requests.ts";

let set: PolicySet;
let engine: PolicyEngine;
beforeAll(async () => {
  set = await loadPolicies(defaultPolicyFolder);
  engine = createPolicyEngine(set);
});

describe("decide", () => {
  it("allows what a permit matches, and names it", () => {
    const decision = engine.decide(callTool({ tool: { impact: "read" } }));
    expect(decision).toEqual({
      type: "allow",
      policies: [
        {
          id: "use-read-tools",
          effect: "permit",
          owasp: "ASI02",
          description: "People and agents use reading tools within their tenant.",
        },
      ],
      reason: "People and agents use reading tools within their tenant.",
      policyHash: set.hash,
    });
  });

  it("says so when no policy permits", () => {
    expect(engine.decide(retrieve({ matchedBy: [] }))).toMatchObject({
      type: "deny",
      code: "not-permitted",
      policies: [],
      reason: "No policy permits this.",
    });
  });

  it("asks people when only forbids that they may lift stand in the way", () => {
    expect(engine.decide(callTool({ call: { amount: 2500 } }))).toMatchObject({
      type: "needs_approval",
      approval: {
        requirements: [{ groups: ["finance-approvers"], quorum: 1 }],
        groups: ["finance-approvers"],
        quorum: 1,
        expiresInMs: 30 * 60_000,
        risk: "medium",
      },
      policies: [{ id: "payment-needs-approval", effect: "forbid" }],
      permits: [{ id: "use-high-impact-tools", effect: "permit" }],
    });
  });

  it("collects the demands of all forbids, and drops the ones that another covers", () => {
    const decision = engine.decide(callTool({ call: { amount: 250_000, untrustedArguments: ["/iban"] } }));
    expect(decision).toMatchObject({
      type: "needs_approval",
      approval: {
        requirements: [
          { groups: ["finance-approvers"], quorum: 2 },
          { groups: ["security-reviewers"], quorum: 1 },
        ],
        groups: ["finance-approvers", "security-reviewers"],
        quorum: 2,
        expiresInMs: 15 * 60_000,
        risk: "high",
      },
    });
  });

  it("denies for good when one forbid among them may not be lifted, and gives that one's sentence", () => {
    const decision = engine.decide(callTool({ call: { recordsInSession: 101 } }));
    expect(decision).toMatchObject({
      type: "deny",
      code: "forbidden",
      reason: "No session changes more than 100 records, approved or not.",
    });
    expect(decision.policies.map((policy) => policy.id)).toContain("bulk-change-needs-approval");
  });

  it("does not ask people for what would be denied anyway", () => {
    const stranger = { ...ana, tenant: "globex" };
    expect(engine.decide(callTool({ actor: stranger }))).toMatchObject({ type: "deny", code: "forbidden" });
  });

  it("gives labels with one retrieve key one decision, whatever their ids", () => {
    const one = createLabel({ ...handbook, tags: ["b", "a"], retentionDays: 30 });
    const other = createLabel({ ...handbook, tags: ["a", "b"], readers: { groups: ["support-team", "x"] } });
    expect(one.id).not.toBe(other.id);
    expect(retrieveKey(one, ["group"])).toBe(retrieveKey(other, ["group"]));
    expect(engine.decide(retrieve({ label: one }))).toEqual(engine.decide(retrieve({ label: other })));
    expect(retrieveKey(one, ["user"])).not.toBe(retrieveKey(one, ["group"]));
    expect(retrieveKey(createLabel({ ...handbook, owner: "x" }), [])).not.toBe(retrieveKey(one, []));
  });
});
