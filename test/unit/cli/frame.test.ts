import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, createCompany } from "./company.ts";
import { program, programLeaves } from "./program.ts";
import { run } from "./run.ts";

let company: Company;
beforeAll(async () => {
  company = await createCompany();
});
afterAll(() => company.remove());

describe("help", () => {
  it("lists every command with a summary", async () => {
    const { code, out } = await run(["--help"]);
    expect(code).toBe(0);
    for (const command of program.commands) {
      expect(out).toMatch(new RegExp(`^  ${command.name()} .*\\w`, "m"));
      expect(command.summary()).not.toBe("");
    }
    expect(out).toContain("Exit codes: 0 ok, 1 a check failed, 2 wrong usage, 3 denied.");
  });

  it.each(programLeaves(program).map((path) => [path.join(" ")]))(
    "%s --help describes it, with an example",
    async (path) => {
      const { code, out, err } = await run([...path.split(" "), "--help"]);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain(`Usage: sallyport ${path}`);
      expect(out).toMatch(new RegExp(`Examples?:\\n  .*sallyport ${path}`));
      expect(out).toContain("--json");
    },
  );

  it("shows a group's commands when none is named, as an error", async () => {
    const { code, err } = await run(["receipts"]);
    expect(code).toBe(2);
    expect(err).toContain("Usage: sallyport receipts");
    expect((await run([])).code).toBe(2);
  });

  it("tells its version", async () => {
    expect((await run(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("wrong usage", () => {
  it("suggests the command that was meant", async () => {
    const { code, out, err } = await run(["serch", "x"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("unknown command 'serch'");
    expect(err).toContain("Did you mean search?");
  });

  it("names an unknown option", async () => {
    const { code, err } = await run(["ingest", "--fast"]);
    expect(code).toBe(2);
    expect(err).toContain("unknown option '--fast'");
  });

  it("says what to do about a missing configuration", async () => {
    const { code, err } = await run(["--config", company.path("none.json"), "labels"]);
    expect(code).toBe(2);
    expect(err).toContain("There is no configuration at");
    expect(err).toContain('{"directory": "people.yaml"}');
  });

  it("is one JSON document too under --json", async () => {
    expect((await run(["serch", "--json"])).json()).toMatchObject({ error: { code: "ERR_CLI_USAGE" } });
    const missing = await run(["--config", company.path("none.json"), "labels", "--json"]);
    expect(missing.code).toBe(2);
    expect(missing.json()).toMatchObject({
      error: { code: "ERR_CONFIG_NOT_FOUND", hint: expect.any(String) },
    });
  });
});

describe("ingest and search", () => {
  it("names the tenants that there are", async () => {
    const { code, err } = await company.run(["ingest", "moon"]);
    expect(code).toBe(2);
    expect(err).toContain("harbour, lakeside");
  });

  it("ingests with the model that comes along, then finds for a reader what they may read", async () => {
    const first = await company.run(["ingest", "harbour"], { isTerminal: true });
    expect(first.code).toBe(0);
    expect(first.err).toContain("█");
    expect(first.err).toContain("harbour: 4 ingested");
    expect(first.err).toContain("drafts/price.md: readable by nobody");
    expect(first.err).toContain("inbound/trap.md");
    const again = (await company.run(["ingest", "--json"])).json();
    expect(again).toMatchObject({ harbour: { unchanged: 6 }, lakeside: { ingested: 1 } });

    const question = ["search", "--as", "harbour/nora", "when does the office open", "-k", "1"];
    const found = await company.run(question);
    expect(found.code).toBe(0);
    expect(found.out).toContain("The quay office opens at eight.");
    expect(found.err).toMatch(/Policies: human-reads-own-documents, .*Receipt: sdk-/);
    const { hits, receipt } = (await company.run([...question, "--json"])).json();
    expect(hits).toHaveLength(1);
    expect(receipt).toMatch(/^sdk-[0-9a-f]+:\d+$/);
  });

  it.each([
    [["search", "hours"], "--as"],
    [["search", "--as", "nobody", "hours"], "Nobody is called nobody"],
    [["search", "--as", "otto", "hours", "-k", "many"], "It takes a whole number"],
  ])("refuses %j", async (args, message) => {
    const { code, err } = await company.run(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
