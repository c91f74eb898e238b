import { describe, expect, it } from "vitest";
import { addRule, changeRule } from "../../../sdk/bin/acl-file.ts";

const indented = `documents:
    # The first match wins.
    - match: "a/**"   # why
      label: one
`;

describe("rules in acl.yaml", () => {
  it.each([
    [
      "an indented list with comments",
      indented,
      `documents:
    # The first match wins.
    - match: "b.md"
      label: two
    - match: "a/**"   # why
      label: one
`,
    ],
    [
      "a list at the margin",
      'documents:\n- { match: "a/**", label: one }\n',
      'documents:\n- match: "b.md"\n  label: two\n- { match: "a/**", label: one }\n',
    ],
    [
      "no list yet",
      "version: 1 # of it\n",
      "version: 1 # of it\ndocuments:\n  - match: b.md\n    label: two\n",
    ],
    ["an empty list", "documents: []\n", "documents:\n  - match: b.md\n    label: two\n"],
  ])("are added before %s", (_, before, after) => {
    expect(addRule(before, "b.md", "two")).toBe(after);
  });

  it("are changed in place, and only the one for exactly this document", () => {
    const text = addRule(indented, "b.md", "two");
    expect(changeRule(text, "b.md", "three")).toBe(text.replace("two", "three"));
    expect(changeRule(text, "a/x.md", "three")).toBeUndefined();
  });

  it("quote what YAML would read otherwise", () => {
    expect(addRule(indented, "b.md", "yes: no")).toContain('label: "yes: no"');
    expect(addRule(indented, "null", "null")).toContain('match: "null"\n      label: "null"');
  });
});
