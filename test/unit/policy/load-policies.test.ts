import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  checkPolicies,
  createPolicyEngine,
  defaultPolicyFolder,
  formatProblem,
  loadPolicies,
  type PolicyErrorCode,
} from "../../../sdk/src/policy/index.ts";
import { permitTools, policyFolder } from "./folders.ts";
import { callTool } from "./requests.ts";

const head = `principal, action == Sallyport::Action::"call_tool", resource`;

async function expectRefusal(text: string, code: PolicyErrorCode, message: RegExp) {
  const folder = await policyFolder(text);
  await expect(loadPolicies(folder)).rejects.toThrow(expect.objectContaining({ code }));
  await expect(loadPolicies(folder)).rejects.toThrow(message);
}

describe("the default policies", () => {
  it("load, and each says in a sentence what it does and against which OWASP risk", async () => {
    const { policies } = await loadPolicies(defaultPolicyFolder);
    expect(policies.length).toBeGreaterThan(20);
    for (const policy of policies) {
      expect(policy.description, policy.id).toMatch(/^[A-Z].*\.$/);
      expect(policy.owasp, policy.id).toMatch(/^(ASI|LLM)\d\d$/);
    }
  });
});

describe("loadPolicies", () => {
  it("keeps ids, annotations and the author's text", async () => {
    const set = await loadPolicies(
      await policyFolder(`
        @id("a") @description("Two of finance.") @owasp("ASI02")
        @approval("finance, treasury") @quorum("2") @expires("2h") @risk("high")
        forbid (${head}) when { context.leaks } unless { context.approved };`),
    );
    expect(set.policies).toMatchObject([
      {
        id: "a",
        effect: "forbid",
        file: "policies.cedar",
        description: "Two of finance.",
        approval: { groups: ["finance", "treasury"], quorum: 2, expiresInMs: 7_200_000, risk: "high" },
      },
    ]);
    expect(set.policies[0]?.text).toContain("context.leaks");
  });

  it("hashes what decides, not how it is laid out", async () => {
    const other = '@id("no") forbid (principal, action, resource);';
    const together = await loadPolicies(await policyFolder({ "a.cedar": permitTools + other }));
    const apart = await loadPolicies(
      await policyFolder({ "1.cedar": other, "2.cedar": `// moved\n${permitTools}` }),
    );
    const changed = await loadPolicies(
      await policyFolder(permitTools.replace("call_tool", "retrieve") + other),
    );
    expect(apart.hash).toBe(together.hash);
    expect(changed.hash).not.toBe(together.hash);
  });

  it("accepts a copy of the schema and refuses another one", async () => {
    const schema = await readFile(join(defaultPolicyFolder, "schema.cedarschema"), "utf8");
    const files = { "p.cedar": permitTools, "schema.cedarschema": `// ours\n${schema}` };
    await expect(loadPolicies(await policyFolder(files))).resolves.toBeDefined();
    const loose = { ...files, "schema.cedarschema": schema.replace("leaks: Bool", "leaks?: Bool") };
    expect(await checkPolicies(await policyFolder(loose))).toMatchObject([{ code: "ERR_POLICY_SCHEMA" }]);
  });

  it("lists every problem with its place", async () => {
    const problems = await checkPolicies(
      await policyFolder({
        "a.cedar": permitTools + permitTools,
        "b.cedar": '@id("typo") @qourum("2") permit (principal, action, resource);',
        "c.cedar": "permit (principal, action",
      }),
    );
    expect(problems).toMatchObject([
      { code: "ERR_POLICY_ANNOTATION", file: "b.cedar", policy: "typo" },
      { code: "ERR_POLICY_SYNTAX", file: "c.cedar" },
      { code: "ERR_POLICY_ID", file: "a.cedar", policy: "permit-tools" },
    ]);
    expect(formatProblem(problems[0]!)).toContain("b.cedar: typo: @qourum means nothing here.");
  });

  it("[G8] loses no forbid in a subfolder, and ignores hidden folders of mounted configuration", async () => {
    const forbid = '@id("no") forbid (principal, action, resource);';
    const folder = await policyFolder({
      "permit.cedar": permitTools,
      "payments/limits.cedar": forbid,
      "..2026_11_23/permit.cedar": permitTools,
      "._permit.cedar": "junk",
    });
    const { policies } = await loadPolicies(folder);
    expect(policies.map(({ id, file }) => `${file}: ${id}`)).toEqual([
      "payments/limits.cedar: no",
      "permit.cedar: permit-tools",
    ]);
  });

  it("finds nothing to say about a good set", async () => {
    expect(await checkPolicies(defaultPolicyFolder)).toEqual([]);
  });

  it.each<[string, string, PolicyErrorCode, RegExp]>([
    ["no id", "permit (principal, action, resource);", "ERR_POLICY_ID", /A permit has no @id/],
    ["an empty id", '@id("") permit (principal, action, resource);', "ERR_POLICY_ID", /no @id/],
    ["a malformed id", '@id("a b") permit (principal, action, resource);', "ERR_POLICY_ID", /malformed/],
    ["an id used twice", permitTools + permitTools, "ERR_POLICY_ID", /used in policies.cedar already/],
    ["a syntax error", '@id("a")\npermit (principal, action', "ERR_POLICY_SYNTAX", /line 2/],
    [
      "a template",
      '@id("a") permit (principal == ?principal, action, resource);',
      "ERR_POLICY_SYNTAX",
      /slot/,
    ],
    [
      "an unknown attribute",
      `@id("a") forbid (${head}) when { context.taint };`,
      "ERR_POLICY_INVALID",
      /taint/,
    ],
    [
      "an optional attribute unasked",
      `@id("a") forbid (${head}) when { context.amount > 1 };`,
      "ERR_POLICY_INVALID",
      /amount/,
    ],
    [
      "an unknown action",
      '@id("a") forbid (principal, action == Sallyport::Action::"shout", resource);',
      "ERR_POLICY_INVALID",
      /shout/,
    ],
    [
      "an unknown type",
      '@id("a") forbid (principal is Sallyport::Robot, action, resource);',
      "ERR_POLICY_INVALID",
      /Robot/,
    ],
    [
      "a type confusion",
      `@id("a") forbid (${head}) when { context.records == "1" };`,
      "ERR_POLICY_INVALID",
      /types/,
    ],
    [
      "a look-alike identifier",
      `@id("a") forbid (${head}) when { resource.connector == "сrm" };`,
      "ERR_POLICY_INVALID",
      /./,
    ],
    ["nothing in it", "// soon", "ERR_POLICY_FOLDER", /no policy at all/],
  ])("refuses a set with %s", async (_, text, code, message) => {
    await expectRefusal(text, code, message);
  });

  it.each([
    ["an unknown annotation", '@aproval("a") forbid', /@aproval means nothing/],
    ["an approval on a permit", '@approval("a") permit', /stands on a permit/],
    ["an approval by nobody", '@approval("") forbid', /names no group/],
    ["an approval with an empty group", '@approval("a,,b") forbid', /names no group/],
    ["a quorum of none", '@approval("a") @quorum("0") forbid', /@quorum/],
    ["a quorum in words", '@approval("a") @quorum("two") forbid', /@quorum/],
    ["a quorum without approval", '@quorum("2") forbid', /without @approval/],
    ["an expiry without unit", '@approval("a") @expires("15") forbid', /@expires/],
    ["an expiry of a year", '@approval("a") @expires("365d") forbid', /@expires/],
    ["an unknown risk", '@approval("a") @risk("huge") forbid', /@risk/],
    ["an approval that lifts nothing", '@approval("a") forbid', /could never be granted/],
    ["an unknown OWASP id", '@owasp("ASI99") forbid', /@owasp/],
  ])("refuses %s", async (_, text, message) => {
    await expectRefusal(`@id("a") ${text} (${head});`, "ERR_POLICY_ANNOTATION", message);
  });

  it("refuses an approval that nobody is named for", async () => {
    const text = `@id("a") forbid (${head}) unless { context.approved };`;
    await expectRefusal(text, "ERR_POLICY_ANNOTATION", /context.approved is read without @approval/);
  });

  it("refuses a folder that is not there", async () => {
    await expect(loadPolicies("/nowhere")).rejects.toThrow(
      expect.objectContaining({ code: "ERR_POLICY_FOLDER" }),
    );
  });

  it("[G8] has an engine that denies everything for a set without policies", () => {
    return loadPolicies(defaultPolicyFolder).then((set) => {
      const engine = createPolicyEngine({ ...set, policies: [] });
      expect(engine.decide(callTool())).toMatchObject({ type: "deny", code: "not-permitted" });
    });
  });
});
