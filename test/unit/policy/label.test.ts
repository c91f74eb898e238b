import { describe, expect, it } from "vitest";
import { SallyportError } from "../../../sdk/src/errors.ts";
import { createLabel, type LabelInput, labelId, parseLabel } from "../../../sdk/src/policy/index.ts";
import { handbook } from "./requests.ts";

describe("labels", () => {
  it("are interned: the same meaning has the same id", () => {
    const one = createLabel({ ...handbook, readers: { groups: ["a", "b"], users: [] }, tags: [] });
    const other = createLabel({ ...handbook, readers: { everyone: false, groups: ["b", "a", "b"] } });
    expect(one).toEqual(other);
    expect(one.id).toMatch(/^lbl_[0-9a-f]{32}$/);
    expect(labelId(handbook)).toBe(createLabel(handbook).id);
  });

  it("differ in id when they differ in anything", () => {
    const variants: Partial<LabelInput>[] = [
      { tenant: "globex" },
      { readers: { users: ["support-team"] } },
      { readers: { everyone: true } },
      { classification: "restricted" },
      { integrity: "untrusted" },
      { owner: "legal" },
      { retentionDays: 30 },
      { tags: ["hr"] },
    ];
    const ids = new Set([handbook, ...variants.map((change) => ({ ...handbook, ...change }))].map(labelId));
    expect(ids.size).toBe(variants.length + 1);
  });

  it("come back from storage as they were", () => {
    const label = createLabel(handbook);
    expect(parseLabel(JSON.parse(JSON.stringify(label)))).toEqual(label);
  });

  it("[G1] are refused when stored readers were widened under the old id", () => {
    const label = createLabel(handbook);
    expect(() => parseLabel({ ...label, readers: { everyone: true } })).toThrow(/not the digest/);
  });

  it.each([
    ["an unknown key", { ...handbook, raeders: {} }],
    ["an unknown kind of reader", { ...handbook, readers: { everybody: true } }],
    ["a classification of its own", { ...handbook, classification: "secret" }],
    ["no tenant", { ...handbook, tenant: "" }],
    ["a name that ends with a space", { ...handbook, readers: { groups: ["support-team "] } }],
    ["a control character", { ...handbook, owner: "know\u0000ledge" }],
    ["a lone surrogate", { ...handbook, tags: ["\ud800"] }],
    ["a retention of no day", { ...handbook, retentionDays: 0 }],
    ["no object", null],
  ])("are refused with %s", (_, input) => {
    const attempt = () => createLabel(input as LabelInput);
    expect(attempt).toThrow(SallyportError);
    expect(attempt).toThrow(expect.objectContaining({ code: "ERR_POLICY_LABEL" }));
  });
});
