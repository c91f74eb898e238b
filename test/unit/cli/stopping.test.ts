import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { verifyLedger } from "@sallyport/sdk/verify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, createIngestedCompany } from "./company.ts";

let company: Company;
beforeAll(async () => {
  company = await createIngestedCompany();
});
afterAll(() => company.remove());

describe("revoke, revocations, unrevoke", () => {
  it("[G5] stops an agent until it is lifted", async () => {
    const revoked = await company.run(["revoke", "agent", "desk", "--reason", "misbehaves", "--by", "sena"]);
    expect(revoked.code).toBe(0);
    expect(revoked.out).toMatch(/^rev_\S+ {2}agent desk is revoked\.\n$/);
    const [id = ""] = revoked.out.split(" ");
    expect((await company.run(["agents", "--tenant", "harbour"])).out).toMatch(/desk .* REVOKED/);
    expect((await company.run(["revocations"])).out).toMatch(/in force .* agent desk: misbehaves \(sena\)/);

    const lifted = await company.run(["unrevoke", id, "--by", "sena"]);
    expect(lifted).toMatchObject({ code: 0, out: `${id} is lifted: agent desk may act again.\n` });
    expect((await company.run(["agents", "--tenant", "harbour"])).out).toMatch(/desk .* active/);
    expect((await company.run(["revocations"])).out).toContain("lifted");
    const types = (await company.run(["receipts", "query", "--json"]))
      .json()
      .map(({ type }: { type: string }) => type);
    expect(types.slice(0, 2)).toEqual(["revocation-lifted", "revocation-created"]);
  });

  it("[G5] refuses the person's next search with 3, and leaves the namesake in another tenant alone", async () => {
    const { code } = await company.run(["revoke", "user", "nora", "--tenant", "harbour", "--reason", "left"]);
    expect(code).toBe(0);
    const refused = await company.run(["search", "--as", "harbour/nora", "hours"]);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain("ERR_IDENTITY_REVOKED");
    expect((await company.run(["search", "--as", "lakeside/nora", "opening hours"])).code).toBe(0);
  });

  it("demands the tenant of a user, and of nothing else", async () => {
    const user = await company.run(["revoke", "user", "nora", "--reason", "left"]);
    expect(user.code).toBe(2);
    expect(user.err).toContain("revoking a user takes --tenant");
    const agent = await company.run(["revoke", "agent", "desk", "--tenant", "harbour", "--reason", "x"]);
    expect(agent.code).toBe(2);
    expect((await company.run(["agents"])).out).toMatch(/desk .* active/);
  });

  it("[G5] stops a document by its path, and a label by its owners' name", async () => {
    const reads = async () => (await company.run(["can", "otto", "read", "finance/dues (2026).md"])).code;
    for (const [kind, name] of [
      ["document", "finance/dues (2026).md"],
      ["label", "money"],
    ] as const) {
      const revoked = (await company.run(["revoke", kind, name, "--reason", "leaked", "--json"])).json();
      expect(revoked.subject).toMatch(kind === "label" ? /^lbl_/ : /^doc_/);
      expect(await reads()).toBe(3);
      await company.run(["unrevoke", revoked.id]);
      expect(await reads()).toBe(0);
    }
  });

  it("says when nothing of that name is known, and revokes it all the same", async () => {
    const { code, err } = await company.run(["revoke", "agent", "desq", "--reason", "typo"]);
    expect(code).toBe(0);
    expect(err).toContain("No agent of that name is known here");
    const stranger = await company.run(["revoke", "user", "otto", "--tenant", "lakeside", "--reason", "x"]);
    expect(stranger.err).toContain("No user of that name is known here");
  });

  it.each([
    [["revoke", "document", "finance/typo.md", "--reason", "x"], "There is no document finance/typo.md"],
    [["revoke", "document", "handbook/opening-hours.md", "--reason", "x"], "Name its id: doc_"],
    [["revoke", "label", "honey", "--reason", "x"], "No tenant has a label honey"],
    [["revoke", "wish", "x", "--reason", "y"], "Allowed choices are"],
    [["revoke", "agent", "desk"], "--reason"],
    [["revoke", "agent", "desk", "--reason", "x", "--expires-in", "soon"], "It takes a duration"],
    [["unrevoke", "rev_none"], "ERR_IDENTITY_REVOCATION_UNKNOWN"],
    [["unrevoke"], "missing required argument"],
  ])("refuses %j", async (args, message) => {
    const { code, err } = await company.run(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it("answers in JSON", async () => {
    const revoked = await company.run([
      "revoke",
      "tool",
      "x",
      "--reason",
      "y",
      "--expires-in",
      "1h",
      "--json",
    ]);
    const { id, expiresAt, createdAt } = revoked.json();
    expect(expiresAt - createdAt).toBe(3_600_000);
    expect((await company.run(["revocations", "--json"])).json()[0]).toMatchObject({ id, kind: "tool" });
    expect((await company.run(["unrevoke", id, "--json"])).json()).toMatchObject({
      id,
      liftedBy: "command-line",
    });
  });
});

describe("drill revocation", () => {
  const args = (...more: string[]) => [
    ...["drill", "revocation", "--as", "otto", "--agent", "desk", "--out", company.path("evidence.json")],
    ...more,
  ];

  it("[G5] shows on a copy that one path is dead and its siblings live", async () => {
    const receipts = (await company.run(["receipts", "verify", "--json"])).json().receipts;
    const { code, out } = await company.run(args());
    expect(code).toBe(0);
    expect(out).toMatch(/otto → desk {2,}revoked {2,}dead/);
    expect(out).toMatch(/otto → desk → clerk {2,}below {2,}dead/);
    expect(out).toMatch(/otto → desk {2,}same agent, other run {2,}alive/);
    expect(out).toMatch(/otto → clerk {2,}sibling {2,}alive {2,}reading: answered {2,}acting: executed/);

    // The copy is gone with its keys, and the state is as it was.
    expect(await readdir(company.path(".sallyport"))).not.toContainEqual(expect.stringMatching(/^drill-/));
    expect((await company.run(["receipts", "verify", "--json"])).json().receipts).toBe(receipts);
    expect((await company.run(["agents"])).out).not.toContain("REVOKED");

    const evidence = JSON.parse(await readFile(company.path("evidence.json"), "utf8"));
    expect(evidence).toMatchObject({ format: "sallyport/revocation-drill/v1", held: true });
    const report = await verifyLedger(evidence.ledger, { publicKeys: evidence.ledger.keys });
    expect(report.ok).toBe(true);
    expect(evidence.ledger.receipts.map(({ type }: { type: string }) => type)).toContain("tool-call-refused");
  });

  it("[G5] stops the agent in every run when the agent is revoked", async () => {
    const { held, paths } = (await company.run(args("--revoke", "agent", "--json"))).json();
    expect(held).toBe(true);
    expect(paths.map(({ expected }: { expected: string }) => expected)).toEqual([
      ...["dead", "dead", "dead"],
      ...paths.slice(3).map(() => "alive"),
    ]);
  });

  it("exits with 2 when there is no such agent, and copies nothing", async () => {
    const { code, err } = await company.run([
      ...["drill", "revocation", "--as", "otto", "--agent", "nobody", "--out", company.path("none.json")],
    ]);
    expect(code).toBe(2);
    expect(err).toContain("ERR_CLI_DRILL");
    expect(existsSync(company.path("none.json"))).toBe(false);
  });

  it("takes a person and an agent", async () => {
    expect((await company.run(["drill", "revocation"])).code).toBe(2);
  });
});
