import { describe, expect, it } from "vitest";
import { demandConsent } from "../../../sdk/src/actions/demand-consent.ts";
import type { Judgement } from "../../../sdk/src/actions/judge-call.ts";

const allowed: Judgement = {
  ...{
    policies: [{ id: "may-call", effect: "permit" }],
    reason: "Permitted.",
    policyHash: "sha256:p",
    shadow: [],
  },
};
const asking: Judgement = {
  ...allowed,
  approval: {
    requirements: [{ groups: ["finance-approvers"], quorum: 2 }],
    groups: ["finance-approvers"],
    quorum: 2,
    expiresInMs: 60_000,
    risk: "high",
  },
};

describe("what an app wants of people", () => {
  it("is asked where the policies ask for nothing", () => {
    expect(demandConsent(allowed, { groups: ["leads"] })).toMatchObject({
      approval: { requirements: [{ groups: ["leads"], quorum: 1 }], risk: "medium", expiresInMs: 900_000 },
      reason: expect.stringContaining("The app asks"),
    });
  });

  it("[G2] is added to what the policies ask for, and weakens none of it", () => {
    const demand = { groups: ["leads"], quorum: 1, expiresInMs: 3_600_000, risk: "low" } as const;
    expect(demandConsent(asking, demand).approval).toEqual({
      requirements: [
        { groups: ["finance-approvers"], quorum: 2 },
        { groups: ["leads"], quorum: 1 },
      ],
      groups: ["finance-approvers", "leads"],
      quorum: 2,
      expiresInMs: 60_000,
      risk: "high",
    });
    const same = demandConsent(asking, { groups: ["finance-approvers"], quorum: 1 }).approval;
    expect(same?.requirements).toEqual([{ groups: ["finance-approvers"], quorum: 2 }]);
  });
});
