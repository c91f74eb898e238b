import { mkdir, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, createIngestedCompany } from "./company.ts";
import { registerRefunds } from "./refunds.ts";
import { run } from "./run.ts";

let company: Company;
beforeAll(async () => {
  company = await createIngestedCompany();
  await company.withSallyport(async (sallyport) => registerRefunds(sallyport));
  const policy =
    '@id("read-all") @description("Everyone reads.")\npermit (principal, action == Sallyport::Action::"retrieve", resource);\n';
  await mkdir(company.path("policies"));
  await writeFile(company.path("policies/all.cedar"), policy);
  await mkdir(company.path("broken"));
  await writeFile(company.path("broken/typo.cedar"), policy.replace("permit", "permitt"));
});
afterAll(() => company.remove());

describe("policy check", () => {
  it("needs neither configuration nor home", async () => {
    const { code, out } = await run(["policy", "check", company.path("policies")]);
    expect(code).toBe(0);
    expect(out).toMatch(/^valid {2}1 policies in .*\npolicy set sha256:[0-9a-f]{64}\n$/);
  });

  it("says when a set would deny everything", async () => {
    const folder = company.path("forbids");
    await mkdir(folder);
    const policy = '@id("stop")\n@description("Nothing goes.")\nforbid (principal, action, resource);\n';
    await writeFile(company.path("forbids/stop.cedar"), policy);
    const { code, err } = await run(["policy", "check", folder]);
    expect(code).toBe(0);
    expect(err).toMatch(/^None of them permits anything/);
  });

  it("exits with 1 and names file and problem", async () => {
    const { code, out } = await run(["policy", "check", company.path("broken")]);
    expect(code).toBe(1);
    expect(out).toMatch(/^refused/);
    expect(out).toContain("typo.cedar");
    const json = (await run(["policy", "check", company.path("broken"), "--json"])).json();
    expect(json.problems[0]).toMatchObject({
      file: "typo.cedar",
      code: expect.stringMatching(/^ERR_POLICY_/),
    });
  });

  it("checks the default policies where nothing else is configured", async () => {
    expect((await company.run(["policy", "check"])).out).toMatch(/^valid /);
  });

  it("says so when the configuration that was named is missing", async () => {
    const { code, err } = await run(["--config", company.path("no.json"), "policy", "check"]);
    expect(code).toBe(2);
    expect(err).toContain("ERR_CONFIG_NOT_FOUND");
  });
});

describe("policy test", () => {
  const cases = (expected: string) => `
tenant: acme
people: { ana: { roles: [support] } }
labels: { book: { readers: { everyone: true }, classification: internal, integrity: reviewed, owner: ana } }
tests: [{ name: ana reads, who: ana, retrieve: book, expect: ${expected} }]
`;

  it("passes and fails with the exit code", async () => {
    await writeFile(company.path("pass.yaml"), cases("allow"));
    await writeFile(company.path("fail.yaml"), cases("deny"));
    const pass = await run([
      "policy",
      "test",
      company.path("pass.yaml"),
      "--policies",
      company.path("policies"),
    ]);
    expect(pass).toMatchObject({ code: 0, out: "1 of 1 passed\n" });
    const fail = await run([
      "policy",
      "test",
      company.path("fail.yaml"),
      "--policies",
      company.path("policies"),
    ]);
    expect(fail.code).toBe(1);
    expect(fail.out).toContain("✗ ana reads");
    const json = await run(["policy", "test", company.path("fail.yaml"), "--json"]);
    expect(json.json().passed).toBe(false);
  });

  it("exits with 2 when the file cannot be understood", async () => {
    const { code, err } = await run(["policy", "test", company.path("people.yaml")]);
    expect(code).toBe(2);
    expect(err).toContain("ERR_POLICY_TESTS");
  });
});

describe("policy explain", () => {
  it("says which policy permits it", async () => {
    const { code, out } = await company.run([
      ..."policy explain otto retrieve".split(" "),
      "finance/dues (2026).md",
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/^allow: /);
    expect(out).toContain("permit human-reads-own-documents");
  });

  it("says which conditions do not hold, and exits with 3", async () => {
    const { code, out } = await company.run([
      ...["policy", "explain", "desk", "retrieve", "finance/dues (2026).md", "--for", "harbour/nora"],
    ]);
    expect(code).toBe(3);
    expect(out).toContain("does not hold:");
  });

  it("asks about a tool call that is described, and is recorded nowhere", async () => {
    const receipts = (await company.run(["receipts", "verify", "--json"])).json().receipts;
    const args = [
      ..."policy explain desk call_tool issue_refund --for harbour/nora --facts".split(" "),
      '{"amount":90000}',
    ];
    const { code, out } = await company.run(args);
    expect(code).toBe(3);
    expect(out).toMatch(/^needs_approval: /);
    const { decision, request } = (await company.run([...args, "--json"])).json();
    expect(decision.type).toBe("needs_approval");
    expect(request).toMatchObject({ tool: { impact: "high" }, call: { amount: 90000, records: 1 } });
    expect((await company.run(["receipts", "verify", "--json"])).json().receipts).toBe(receipts);
  });

  it("takes every fact that the policies see", async () => {
    const facts = '{"newDestinations":1,"turnsBeforeDestination":30,"driftFromStart":95,"tainted":true}';
    const asked = "policy explain desk call_tool issue_refund --for harbour/nora --json --facts".split(" ");
    const { call } = (await company.run([...asked, facts])).json().request;
    expect(call).toMatchObject({ newDestinations: 1, driftFromStart: 95, conversation: "clean" });
  });

  it.each([
    [["desk", "call_tool", "issue_refund"], "Name the person with --for"],
    [["otto", "call_tool", "fly"], "No tool is called fly"],
    [["otto", "call_tool", "issue_refund", "--facts", '{"amout": 1}'], "--facts cannot be read"],
    [["otto", "call_tool", "issue_refund", "--facts", "amount"], "It is not JSON"],
    [["otto", "approve", "apr_none"], "There is no approval request"],
    [["otto", "retrieve", "drafts/price.md"], "has no label"],
    [["otto", "dance", "x"], "Allowed choices are"],
  ])("refuses %j", async (args, message) => {
    const { code, err } = await company.run(["policy", "explain", ...args]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
