import { describe, expect, it } from "vitest";
import { loadManifest } from "../../../sdk/src/ingest/index.ts";
import { aclFor, folderOf } from "../retrieval/support.ts";

const manifest = async (text: string) => loadManifest(await folderOf({ "acl.yaml": text }), "acme");

describe("loadManifest", () => {
  it("gives a file the label of the first rule that matches", async () => {
    const { labelFor } = await manifest(aclFor("acme", `  - { match: "**", label: mail }`));
    expect(labelFor("finance/a.md", undefined)).toMatchObject({ name: "finance", by: "manifest" });
    expect(labelFor("all/deep/er/a.md", undefined)).toMatchObject({ name: "all" });
    expect(labelFor("anything.md", undefined)).toMatchObject({ name: "mail" });
  });

  it("gives no label without a rule, and none at all without a manifest", async () => {
    expect((await manifest(aclFor("acme"))).labelFor("b.md", undefined).type).toBe("unlabelled");
    const none = await loadManifest(await folderOf({}), "acme");
    expect(none.labelFor("all/a.md", undefined).type).toBe("unlabelled");
  });

  it("lets front matter choose another label, and never more trust than the file's place has", async () => {
    const { labelFor } = await manifest(aclFor("acme"));
    expect(labelFor("all/a.md", "finance")).toMatchObject({
      name: "finance",
      label: { integrity: "trusted" },
    });
    // An outsider's mail that calls itself part of the handbook.
    const forged = labelFor("mail/a.md", "all");
    expect(forged).toMatchObject({ name: "all", by: "front-matter", label: { integrity: "untrusted" } });
    expect(labelFor("nowhere/a.md", "all")).toMatchObject({ label: { integrity: "untrusted" } });
  });

  it("withholds a file whose front matter names an unknown label", async () => {
    const { labelFor } = await manifest(aclFor("acme"));
    expect(labelFor("all/a.md", "toString")).toMatchObject({ type: "unlabelled" });
  });

  it.each([
    ["not YAML", "labels: ["],
    [
      "a glob that means something else elsewhere",
      aclFor("acme", `  - { match: "!finance/**", label: all }`),
    ],
    ["an unknown key", aclFor("acme").replace("classification", "clasification")],
    ["a rule for a label that is not there", aclFor("acme", `  - { match: "x", label: nobody }`)],
    ["another version", aclFor("acme").replace("version: 1", "version: 2")],
    ["a duplicate key", `${aclFor("acme")}\ntenant: acme`],
    ["no readers", aclFor("acme").replace("readers: { everyone: true }, ", "")],
  ])("refuses %s", async (_, text) => {
    await expect(manifest(text)).rejects.toMatchObject({ code: "ERR_INGEST_MANIFEST" });
  });
});
