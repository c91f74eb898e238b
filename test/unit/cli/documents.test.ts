import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, createIngestedCompany } from "./company.ts";

let company: Company;
beforeAll(async () => {
  company = await createIngestedCompany();
});
afterAll(() => company.remove());

describe("can", () => {
  it("says yes with the policy ids", async () => {
    const { code, out } = await company.run(["can", "otto", "read", "finance/dues (2026).md", "--explain"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^yes\n/);
    expect(out).toContain("permit human-reads-own-documents");
  });

  it("[G8] exits with 3 when the answer is no", async () => {
    const { code, out } = await company.run([
      "can",
      "harbour/nora",
      "read",
      "finance/dues (2026).md",
      "--explain",
    ]);
    expect(code).toBe(3);
    expect(out).toBe("no\nThe document's label does not name this person as a reader.\n");
  });

  it("answers in JSON", async () => {
    const result = await company.run(["can", "otto", "read", "finance/dues (2026).md", "--json"]);
    expect(result.json()).toMatchObject({ allowed: true, matchedBy: ["user", "role"] });
  });

  it("does not guess which of two namesakes is meant", async () => {
    const { code, err } = await company.run(["can", "nora", "read", "handbook/opening-hours.md"]);
    expect(code).toBe(2);
    expect(err).toContain("Name one of: harbour/nora, lakeside/nora.");
  });

  it("knows no other action than reading", async () => {
    const { code, err } = await company.run(["can", "otto", "write", "handbook/opening-hours.md"]);
    expect(code).toBe(2);
    expect(err).toContain("Allowed choices are read");
  });
});

describe("who-can-read", () => {
  it("lists the readers and how the label names them", async () => {
    const { code, out } = await company.run(["who-can-read", "finance/dues (2026).md"]);
    expect(code).toBe(0);
    expect(out).toBe("harbour/otto  by user, role  human-reads-own-documents\n");
  });

  it("asks whose document is meant where two tenants have that path", async () => {
    const ambiguous = await company.run(["who-can-read", "handbook/opening-hours.md"]);
    expect(ambiguous.code).toBe(2);
    expect(ambiguous.err).toContain("ERR_CLI_DOCUMENT");
    const named = await company.run([
      "who-can-read",
      "handbook/opening-hours.md",
      "--tenant",
      "lakeside",
      "--json",
    ]);
    expect(named.json().map(({ user }: { user: string }) => user)).toEqual(["nora", "pia"]);
  });

  it("says that nobody may read what has no label", async () => {
    const { code, out, err } = await company.run(["who-can-read", "drafts/price.md"]);
    expect({ code, out, err }).toEqual({ code: 0, out: "", err: "Nobody may read it: it has no label.\n" });
  });
});

describe("labels", () => {
  it("lists labels by the owners' names, and what nobody may read", async () => {
    const { code, out } = await company.run(["labels", "harbour"]);
    expect(code).toBe(0);
    expect(out).toMatch(/harbour {2}handbook +2 documents +internal, trusted +owner sena +read by everyone/);
    expect(out).toMatch(
      /money +1 document +confidential, trusted +owner otto +read by role finance; user otto/,
    );
    expect(out).toContain("no label   harbour  drafts/price.md: readable by nobody");
    expect(out).toContain("held back  harbour  inbound/trap.md: readable by nobody");
    expect(out).not.toContain("lakeside");
  });

  it("lists all tenants in JSON", async () => {
    const { labels, unreadable } = (await company.run(["labels", "--json"])).json();
    expect(labels.map(({ label }: { label: { tenant: string } }) => label.tenant)).toContain("lakeside");
    expect(unreadable).toContainEqual(
      expect.objectContaining({ source: "drafts/price.md", status: "unlabelled" }),
    );
  });

  it("takes one tenant at most", async () => {
    expect((await company.run(["labels", "harbour", "lakeside"])).code).toBe(2);
  });
});

describe("tag", () => {
  const acl = () => readFile(company.path("documents/harbour/acl.yaml"), "utf8");

  it("adds one rule, keeps every other line, and counts at once", async () => {
    const before = await acl();
    const { code, out, err } = await company.run(["tag", "drafts/price.md", "money", "--by", "sena"]);
    expect(code).toBe(0);
    expect(out).toBe("drafts/price.md: no label → money, readable by role finance; user otto\n");
    expect(err).toContain("It counts from now on.");
    const added = (await acl()).split("\n").filter((line) => !before.split("\n").includes(line));
    expect(added).toEqual(['  - match: "drafts/price.md"']);
    expect(await acl()).toContain("# The first match wins.");
    expect((await company.run(["can", "otto", "read", "drafts/price.md"])).code).toBe(0);
    const receipts = (await company.run(["receipts", "query", "--type", "label-changed", "--json"])).json();
    expect(receipts[0]).toMatchObject({ principal: "sena", tenant: "harbour" });
  });

  it("changes its own rule instead of stacking another on it", async () => {
    await company.run(["tag", "drafts/price.md", "handbook"]);
    const text = await acl();
    expect(text.match(/drafts\/price\.md/g)).toHaveLength(1);
    expect((await company.run(["can", "harbour/nora", "read", "drafts/price.md"])).code).toBe(0);
  });

  it("goes before a wider rule that was put above its own", async () => {
    const path = company.path("documents/harbour/acl.yaml");
    await writeFile(
      path,
      (await acl()).replace("documents:\n", 'documents:\n  - match: "drafts/p*"\n    label: inbound\n'),
    );
    expect((await company.run(["tag", "drafts/price.md", "money"])).code).toBe(0);
    expect((await company.run(["can", "harbour/nora", "read", "drafts/price.md"])).code).toBe(3);
    await company.run(["tag", "drafts/price.md", "handbook"]);
  });

  it("matches nothing else when the path looks like a pattern", async () => {
    expect((await company.run(["tag", "finance/dues (2026).md", "handbook"])).code).toBe(0);
    expect(await acl()).toContain(String.raw`- match: "finance/dues \\(2026\\).md"`);
    expect((await company.run(["can", "harbour/nora", "read", "finance/dues (2026).md"])).code).toBe(0);
    await company.run(["tag", "finance/dues (2026).md", "money"]);
    expect((await company.run(["can", "harbour/nora", "read", "finance/dues (2026).md"])).code).toBe(3);
  });

  it("says that a file's own front matter goes first", async () => {
    const { code, out, err } = await company.run(["tag", "drafts/own-mind.md", "money"]);
    expect(code).toBe(0);
    expect(out).toContain("→ handbook, readable by everyone");
    expect(err).toContain("Not money: the document's own front matter goes before any rule.");
  });

  it("writes rules in other styles of YAML too", async () => {
    const { code } = await company.run(["tag", "handbook/opening-hours.md", "all", "--tenant", "lakeside"]);
    expect(code).toBe(0);
    const text = await readFile(company.path("documents/lakeside/acl.yaml"), "utf8");
    expect(text).toContain("match: handbook/opening-hours.md");
    expect(text).toContain('match: "**"');
  });

  it.each([
    [["tag", "drafts/price.md", "secret"], "has no label secret"],
    [["tag", "drafts/nothing.md", "money"], "No tenant has a document"],
    [["tag", "../../people.yaml", "money"], "No tenant has a document"],
    [["tag", "handbook/opening-hours.md", "handbook"], "More than one tenant"],
    [["tag", "drafts/price.md"], "missing required argument 'label'"],
  ])("refuses %j", async (args, message) => {
    const before = await acl();
    const { code, err } = await company.run(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(await acl()).toBe(before);
  });

  it("answers in JSON", async () => {
    const result = await company.run(["tag", "drafts/price.md", "money", "--json"]);
    expect(result.json()).toMatchObject({ source: "drafts/price.md", before: "handbook", isStored: true });
  });
});

describe("release", () => {
  it("exits with 3 when the policies do not let this person", async () => {
    const { code, out } = await company.run(["release", "inbound/trap.md", "--as", "harbour/nora"]);
    expect(code).toBe(3);
    expect(out).toContain("denied");
    expect((await company.run(["can", "otto", "read", "inbound/trap.md"])).code).toBe(3);
  });

  it("makes the document readable under its label", async () => {
    const { code } = await company.run(["release", "inbound/trap.md", "--as", "sena", "--json"]);
    expect(code).toBe(0);
    expect((await company.run(["can", "otto", "read", "inbound/trap.md"])).code).toBe(0);
  });

  it("names what is not in quarantine", async () => {
    const { code, err } = await company.run(["release", "handbook/moorings.md", "--as", "sena"]);
    expect(code).toBe(2);
    expect(err).toContain("ERR_INGEST_UNKNOWN_DOCUMENT");
  });
});
