import { describe, expect, it } from "vitest";
import { isConsentSufficient, unmetConsents } from "../../../sdk/src/policy/index.ts";

const finance = { groups: ["finance-approvers"], quorum: 1 };
const security = { groups: ["security-reviewers"], quorum: 1 };
const ana = { id: "ana", groups: ["finance-approvers"] };
const sam = { id: "sam", groups: ["security-reviewers"] };

describe("consents", () => {
  it("[G2] lets no group answer for another", () => {
    const approval = { requirements: [finance, security] };
    expect(isConsentSufficient(approval, [ana])).toBe(false);
    expect(unmetConsents(approval, [ana])).toEqual([security]);
    expect(isConsentSufficient(approval, [ana, sam])).toBe(true);
  });

  it("counts one person for every requirement that they are entitled to", () => {
    const both = { id: "eve", groups: ["finance-approvers", "security-reviewers"] };
    expect(isConsentSufficient({ requirements: [finance, security] }, [both])).toBe(true);
  });

  it("[G2] counts a person once, however often they consent", () => {
    const pair = { requirements: [{ groups: ["finance-approvers"], quorum: 2 }] };
    expect(isConsentSufficient(pair, [ana, ana, { ...ana }])).toBe(false);
    expect(isConsentSufficient(pair, [ana, { id: "bob", groups: ["finance-approvers"] }])).toBe(true);
  });

  it("[G8] is met by nobody when it is malformed or empty", () => {
    expect(isConsentSufficient({ requirements: [] }, [ana])).toBe(false);
    for (const quorum of [0, -1, 0.5, Number.NaN]) {
      expect(isConsentSufficient({ requirements: [{ ...finance, quorum }] }, [ana])).toBe(false);
    }
  });
});
