import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, createIngestedCompany } from "./company.ts";
import { run } from "./run.ts";

let company: Company;
/** A session in which nora's agent searched; and its search's receipt. */
let session: string;
let receipt: string;

beforeAll(async () => {
  company = await createIngestedCompany();
  await company.withSallyport(async (sallyport) => {
    await sallyport.registerAgent({
      id: "desk",
      tenant: "harbour",
      owner: "sena",
      purpose: "Answers.",
      tools: ["*"],
    });
    const token = (await sallyport.localIssuer?.issueToken("harbour", "nora")) ?? "";
    const started = await sallyport.startSession({ token, agent: "desk" });
    session = started.id;
    receipt = (await started.search("opening hours")).receipt.id;
  });
});
afterAll(() => company.remove());

describe("receipts query", () => {
  it("finds by person, agent, type and time, newest first", async () => {
    const { code, out } = await company.run([
      ..."receipts query --person nora --agent desk --tenant harbour --since 2020-01-01".split(" "),
    ]);
    expect(code).toBe(0);
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^\d{4}-\d\d-\d\d [\d:.]+Z {2}sdk-\S+ {2}retrieval-performed {2}nora → desk {2}allow/,
    );
    expect(lines[1]).toContain("session-started");
  });

  it("finds by session in JSON", async () => {
    const receipts = (await company.run(["receipts", "query", "--session", session, "--json"])).json();
    expect(receipts.map(({ id }: { id: string }) => id)).toContain(receipt);
  });

  it("finds what was done with a document, by its path", async () => {
    const receipts = (
      await company.run(["receipts", "query", "--document", "handbook/moorings.md", "--json"])
    ).json();
    expect(receipts.map(({ type }: { type: string }) => type)).toContain("document-ingested");
    expect((await company.run(["receipts", "query", "--document", "handbook/none.md"])).code).toBe(2);
  });

  it("says when nothing is found, and when there is more", async () => {
    const none = await company.run(["receipts", "query", "--tool", "issue_refund"]);
    expect(none).toMatchObject({ code: 0, out: "", err: "No receipt has all of that.\n" });
    expect((await company.run(["receipts", "query", "--limit", "1"])).err).toContain("The newest 1");
  });

  it.each([
    ["--since", "yesterday"],
    ["--limit", "0"],
    ["--type", "gossip"],
  ])("refuses %s %s", async (...option) => {
    const { code, err } = await company.run(["receipts", "query", ...option]);
    expect(code).toBe(2);
    expect(err).toContain(option[0]);
  });
});

describe("why and trace", () => {
  it("answers the five questions", async () => {
    const { code, out } = await company.run(["why", receipt]);
    expect(code).toBe(0);
    expect(out).toContain("nora");
    expect(out).toContain("desk");
    expect((await company.run(["why", receipt, "--json"])).json().answers).toHaveLength(5);
  });

  it("exits with 2 for a receipt that there is not", async () => {
    const { code, err } = await company.run(["why", "sdk-000000000000:1"]);
    expect(code).toBe(2);
    expect(err).toContain("ERR_RECEIPTS_NOT_FOUND");
  });

  it("draws the run as a tree, as a page and as JSON", async () => {
    const tree = await company.run(["trace", session]);
    expect(tree.code).toBe(0);
    expect(tree.out).toMatch(/^nora .*\n└─ desk\n/);
    const page = await company.run(["trace", session, "--html", company.path("trace.html")]);
    expect(page).toMatchObject({ code: 0, out: "" });
    expect(await readFile(company.path("trace.html"), "utf8")).toContain(`Trace of session ${session}`);
    expect((await company.run(["trace", session, "--json"])).json()).toMatchObject({
      session,
      tenant: "harbour",
    });
  });

  it("exits with 2 for a session that left nothing", async () => {
    const { code, err } = await company.run(["trace", "ses_none"]);
    expect(code).toBe(2);
    expect(err).toContain("ERR_CLI_SESSION");
  });
});

describe("receipts export, key, checkpoint, verify", () => {
  const bundle = () => company.path("ledger.jsonl");
  const key = () => company.path("ledger.pub.json");
  const anchors = () => company.path("anchors.jsonl");

  beforeAll(async () => {
    const checkpoint = await company.run(["receipts", "checkpoint", "--anchor", anchors()]);
    await writeFile(company.path("note.txt"), checkpoint.out);
    const exported = await company.run(["receipts", "export", bundle()]);
    expect(exported.err).toMatch(/^\d+ receipts in /);
    await writeFile(key(), (await company.run(["receipts", "key"])).out);
  });

  it("verifies this home's own ledger", async () => {
    const { code, out } = await company.run(["receipts", "verify"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^verified {2}\d+ receipts of \d+ writers/);
  });

  it("[G4] verifies for an auditor who has neither configuration nor home", async () => {
    const { code, out, err } = await run(
      [
        "--config",
        company.path("nowhere.json"),
        "receipts",
        "verify",
        "--bundle",
        bundle(),
        "--key",
        key(),
      ].concat(["--anchor", anchors(), company.path("note.txt")]),
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^verified .* (\d+) receipts? ?.*\1 anchored/);
    expect(err).toContain("not proved:");
  });

  it("[G4] exits with 1 for one changed byte, and says which receipt", async () => {
    const text = await readFile(bundle(), "utf8");
    const edited = company.path("edited.jsonl");
    await writeFile(edited, text.replace('"principal":"nora"', '"principal":"otto"'));
    const { code, out } = await run(["receipts", "verify", "--bundle", edited, "--key", key()]);
    expect(code).toBe(1);
    expect(out).toContain("NOT VERIFIED");
    expect(out).toContain("hash-mismatch");
    const json = await run(["receipts", "verify", "--bundle", edited, "--key", key(), "--json"]);
    expect(json.code).toBe(1);
    expect(json.json()).toMatchObject({ ok: false });
  });

  it("[G4] exits with 1 for a tail that was cut off, by an anchor", async () => {
    const lines = (await readFile(bundle(), "utf8")).trimEnd().split("\n");
    const cut = company.path("cut.jsonl");
    // Header, receipts, one checkpoint: without the last receipt and the checkpoint over it.
    await writeFile(cut, `${lines.slice(0, -2).join("\n")}\n`);
    const trusting = await run(["receipts", "verify", "--bundle", cut, "--key", key()]);
    expect(trusting.code).toBe(0);
    const anchored = await run([
      "receipts",
      "verify",
      "--bundle",
      cut,
      "--key",
      key(),
      "--anchor",
      anchors(),
    ]);
    expect(anchored.code).toBe(1);
    expect(anchored.out).toContain("truncated");
  });

  it("[G4] does not trust the keys that an export brings along", async () => {
    const { code, err } = await run(["receipts", "verify", "--bundle", bundle()]);
    expect(code).toBe(2);
    expect(err).toContain("--bundle takes --key");
  });

  it("names the file that cannot be read", async () => {
    const { code, err } = await run([
      "receipts",
      "verify",
      "--bundle",
      bundle(),
      "--key",
      company.path("no.json"),
    ]);
    expect(code).toBe(2);
    expect(err).toContain("no.json cannot be read (ENOENT)");
    const gone = await run(["receipts", "verify", "--bundle", company.path("no.jsonl"), "--key", key()]);
    expect(gone.code).toBe(2);
  });

  it("prints checkpoints, exports and keys as JSON", async () => {
    expect((await company.run(["receipts", "checkpoint", "--json"])).json()).toMatchObject({
      size: expect.any(Number),
    });
    expect((await company.run(["receipts", "export", bundle(), "--json"])).json()).toMatchObject({
      file: bundle(),
    });
    expect((await company.run(["receipts", "key", "--json"])).json()).toMatchObject({ kty: "OKP" });
  });

  it("needs the name of a file to export to", async () => {
    expect((await company.run(["receipts", "export"])).code).toBe(2);
  });
});

describe("receipts rotate-key, prune", () => {
  it("keep the ledger verifiable with the key that auditors had before", async () => {
    const key = (await company.run(["receipts", "key", "--json"])).json();
    const rotated = await company.run(["receipts", "rotate-key", "--reason", "yearly"]);
    expect(rotated).toMatchObject({
      code: 0,
      out: expect.stringContaining(`hands over from key ${key.kid}`),
    });
    const pruned = await company.run(
      "receipts prune --tenant harbour --older-than 1s --reason old".split(" "),
    );
    expect(pruned).toMatchObject({ code: 0, out: expect.stringContaining("pruned  facts of harbour") });
    expect((await company.run(["receipts", "key", "--json"])).json()).toEqual(key);
    const report = (await company.run(["receipts", "verify", "--json"])).json();
    expect(report).toMatchObject({ ok: true });
    expect(report.pruned).toBeGreaterThan(0);
  });

  it("need a reason", async () => {
    expect(await company.run(["receipts", "rotate-key"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--reason"),
    });
  });
});
