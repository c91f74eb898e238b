import { existsSync } from "node:fs";
import { join } from "node:path";
import { openSigningKey, openSlackLinks, systemClock } from "@sallyport/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, createIngestedCompany } from "./company.ts";
import { askForRefund } from "./refunds.ts";

let company: Company;
beforeAll(async () => {
  company = await createIngestedCompany();
});
afterAll(() => company.remove());

describe("approvals list --parked", () => {
  it("shows what was started and never reported, until somebody has checked", async () => {
    const { id } = await company.withSallyport((sallyport) => askForRefund(sallyport, "parked"));
    expect((await company.run(["approvals", "list", "--parked"])).err).toBe("Nothing is parked.\n");
    await company.withSallyport(({ storage }) =>
      storage.updateTable("approval_request").set({ state: "unknown" }).where("id", "=", id).execute(),
    );
    const { out } = await company.run(["approvals", "list", "--parked"]);
    expect(out).toContain(id);
    expect((await company.run(["approvals", "list", "--parked", "--json"])).json()).toMatchObject([{ id }]);

    const resolve = (person: string) =>
      company.run(["approvals", "resolve", id, "--outcome", "succeeded", "--as", person]);
    expect((await resolve("harbour/nora")).code).toBe(3);
    expect(await resolve("otto")).toMatchObject({ code: 0, err: "Recorded: succeeded.\n" });
    expect((await company.run(["approvals", "list", "--parked"])).err).toBe("Nothing is parked.\n");
    expect((await company.run(["approvals", "resolve", id, "--as", "otto"])).code).toBe(2);
  });
});

describe("approvals load", () => {
  it("counts what people were asked and how they answered", async () => {
    const { id } = await company.withSallyport((sallyport) => askForRefund(sallyport, "counted"));
    await company.run(["approvals", "decide", id, "--as", "otto"], { stdin: "no\n" });
    const { code, out } = await company.run(["approvals", "load", "--tenant", "harbour"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^tenant +requests +per 100 calls/);
    expect(out).toMatch(/harbour +\d+ .*100 %\n$/);
    const loads = (await company.run(["approvals", "load", "--json", "--last", "1h"])).json();
    expect(loads).toContainEqual(
      expect.objectContaining({ tenant: "harbour", decisions: 1, denialPercent: 100 }),
    );
    expect((await company.run(["approvals", "load", "--last", "soon"])).code).toBe(2);
  });
});

describe("link-slack", () => {
  const identity = { enterprise: "E012", team: "T012", user: "U345" };

  it("links, shows and takes back what the bot then finds", async () => {
    const file = join(company.folder, "bot-key.json");
    const key = openSigningKey(file);
    const find = () =>
      company.withSallyport(({ storage }) =>
        openSlackLinks({ storage, key, clock: systemClock }).find(identity),
      );
    const link = (...args: string[]) =>
      company.run(["link-slack", "E012/T012/U345", ...args, "--bot-key", file]);

    expect((await link()).out).toBe("T012/U345 is linked to nobody.\n");
    expect(await link("harbour/otto")).toMatchObject({ code: 0, out: "T012/U345 is harbour/otto.\n" });
    expect(await find()).toEqual({ tenant: "harbour", principal: "otto" });
    expect((await link("--json")).json()).toEqual({ ...identity, tenant: "harbour", principal: "otto" });
    expect((await link("--remove")).code).toBe(0);
    expect(await find()).toBeUndefined();
  });

  it("refuses names, people that there are not, and a key that is not there, without making one", async () => {
    const missing = join(company.folder, "no-such-key.json");
    const run = (...args: string[]) => company.run(["link-slack", ...args, "--bot-key", missing]);
    for (const name of ["U345", "otto", "T012/otto", "T012/U345/x", "t012/u345"])
      expect((await run(name, "otto")).code).toBe(2);
    const { code, err } = await run("T012/U345", "otto");
    expect(code).toBe(2);
    expect(err).toContain("ERR_CLI_FILE");
    expect(existsSync(missing)).toBe(false);
  });
});

describe("approvals show", () => {
  it("shows where a request stands, who decided and what to do", async () => {
    const { id } = await company.withSallyport((sallyport) => askForRefund(sallyport, "shown"));
    const asked = await company.run(["approvals", "show", id]);
    expect(asked.code).toBe(0);
    expect(asked.out).toContain("Approval needed: issue_refund");
    expect(asked.out).toMatch(/^State +pending$/m);
    expect(asked.out).toContain(`sallyport approvals decide ${id} --as`);
    await company.run(["approvals", "decide", id, "--as", "otto"], { stdin: "not today\n" });
    const { out } = await company.run(["approvals", "show", id]);
    expect(out).toMatch(/^Denied +by otto, .*: not today\nState +denied$/m);
    expect(out).not.toContain("To do");
    expect((await company.run(["approvals", "show", id, "--json"])).json()).toMatchObject({
      id,
      state: "denied",
      decisions: [{ approver: "otto", reason: "not today" }],
    });
    expect((await company.run(["approvals", "show", "apr_none"])).code).toBe(2);
  });
});

describe("a request that was changed by hand", () => {
  it("[G2] is named as void, and can still be revoked", async () => {
    const { id } = await company.withSallyport((sallyport) => askForRefund(sallyport, "changed"));
    await company.withSallyport(({ storage }) =>
      storage
        .updateTable("approval_request")
        .set({ request_json: '{"tool":"nothing of note"}' })
        .where("id", "=", id)
        .execute(),
    );
    for (const args of [[], ["--parked"], ["--tenant", "harbour"]]) {
      const { code, out } = await company.run(["approvals", "list", ...args]);
      expect(code).toBe(0);
      expect(out).toContain(`void  ${id}  changed by hand in the database`);
      expect(out).not.toContain("nothing of note");
    }
    expect((await company.run(["approvals", "list", "--tenant", "lakeside"])).out).not.toContain(id);
    expect((await company.run(["approvals", "list", "--json"])).json()).toContainEqual({
      id,
      void: "changed by hand in the database",
    });
    for (const args of [["show"], ["decide", "--as", "otto"]]) {
      const { code, err } = await company.run(["approvals", ...args, id]);
      expect(code).toBe(1);
      expect(err).toContain("ERR_APPROVALS_TAMPERED");
      expect(err).toContain("has to ask anew");
    }
    const revoked = await company.run(["revoke", "approval", id, "--reason", "its row was changed"]);
    expect(revoked).toMatchObject({ code: 0 });
  });
});
