import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  defaultPolicyFolder,
  loadPolicies,
  renderPolicyTests,
  runPolicyTests,
} from "../../../sdk/src/policy/index.ts";
import { permitTools, policyFolder } from "./folders.ts";

const cast = `
tenant: acme
people: { ana: {} }
agents: { helpdesk: { owner: ivan } }
tools: { look: { connector: crm, impact: read } }
`;

async function run(tests: string, policies = permitTools) {
  const folder = await policyFolder(policies);
  const path = join(folder, "tests.yaml");
  await writeFile(path, cast + tests);
  return runPolicyTests(path, await loadPolicies(folder));
}

describe("the table tests", () => {
  it("of the default policies pass and meet every policy", async () => {
    const set = await loadPolicies(defaultPolicyFolder);
    const report = await runPolicyTests(join(defaultPolicyFolder, "tests.yaml"), set);
    expect(renderPolicyTests(report)).toBe(`${report.results.length} of ${report.results.length} passed`);
    expect(report).toMatchObject({ passed: true, untested: [] });
  });

  it("[G8] of the default policies name every policy, so that none can go unnoticed", async () => {
    const { policies } = await loadPolicies(defaultPolicyFolder);
    const { tests } = parse(await readFile(join(defaultPolicyFolder, "tests.yaml"), "utf8"));
    const named = tests.flatMap((test: { by?: string[] }) => test.by ?? []);
    expect([...new Set(named)].sort()).toEqual(policies.map(({ id }) => id).sort());
  });

  it("tell what differs and explain the decision", async () => {
    const report = await run(`
tests:
  - { name: looks, who: helpdesk, for: ana, call_tool: look, expect: allow, by: [permit-tools] }
  - { name: stops, who: ana, call_tool: look, expect: forbidden, by: [no-looking], needs: [{ groups: [a] }] }
`);
    expect(report.results.map(({ passed }) => passed)).toEqual([true, false]);
    expect(renderPolicyTests(report)).toMatchInlineSnapshot(`
      "✗ stops
          expected forbidden, got allow
          expected policies no-looking, got permit-tools
          expected consents 1 of a, got none
            allow: Policy permit-tools.
              permit permit-tools
              policy set sha256:63948efc5b91b8e13e85c85f25cc25d87a621fe742ba3a43a1cf17c8bcf0047f
      1 of 2 passed"
    `);
  });

  it("name policies that no test meets", async () => {
    const more = '@id("quiet") forbid (principal, action, resource) when { principal.tenant == "other" };';
    const tests = "tests: [{ name: looks, who: ana, call_tool: look, expect: allow }]";
    expect((await run(tests, permitTools + more)).untested).toEqual(["quiet"]);
  });

  it.each([
    ["a person that nobody declared", "who: bob, call_tool: look, expect: allow", /no person is called bob/],
    [
      "a tool that nobody declared",
      "who: ana, call_tool: toString, expect: allow",
      /no tool is called toString/,
    ],
    ["two questions", "who: ana, call_tool: look, retrieve: x, expect: allow", /exactly one of/],
    ["an outcome that does not exist", "who: ana, call_tool: look, expect: maybe", /expect/],
    ["a misspelt fact", "who: ana, call_tool: look, expect: allow, facts: { taint: true }", /taint/],
  ])("refuse %s", async (_, test, message) => {
    const attempt = run(`tests: [{ name: odd, ${test} }]`);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toThrow(expect.objectContaining({ code: "ERR_POLICY_TESTS" }));
  });
});
