import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { describe, expect, it } from "vitest";
import { createPolicyEngine, defaultPolicyFolder, loadPolicies } from "../../sdk/src/policy/index.ts";
import { engineFor, permitTools, policyFolder } from "../unit/policy/folders.ts";
import { callTool } from "../unit/policy/requests.ts";
import { naiveDecide } from "./policy-naive-cedar.ts";

const head = `principal, action == Sallyport::Action::"call_tool", resource`;
const leaks = `@id("no-leaks") forbid (${head}) when { context.leaks };`;

describe("policy sets that are not what they look like", () => {
  it("[G4] are not cited under ids of Cedar's own", async () => {
    const answer = cedar.isAuthorized({
      principal: { type: "Sallyport::Agent", id: "helpdesk" },
      action: { type: "Sallyport::Action", id: "call_tool" },
      resource: { type: "Sallyport::Tool", id: "issue_refund" },
      context: {},
      policies: { staticPolicies: permitTools },
      entities: [],
    });
    expect(answer).toMatchObject({ response: { diagnostics: { reason: ["policy0"] } } });

    const decision = (await engineFor(permitTools)).decide(callTool());
    expect(decision.policies.map((policy) => policy.id)).toEqual(["permit-tools"]);
  });

  it("[G8] do not lose a forbid to an id that two policies share", async () => {
    const both = permitTools + leaks.replace("no-leaks", "permit-tools");
    expect(naiveDecide(both, { leaks: true })).toBe("deny");
    const { policies } = cedar.policySetTextToParts(both) as { policies: string[] };
    const byId: Record<string, string> = {};
    for (const text of policies.reverse()) byId["permit-tools"] = text;
    expect(Object.values(byId)).toEqual([expect.stringContaining("permit (")]);

    await expect(loadPolicies(await policyFolder(both))).rejects.toThrow(/used in policies.cedar already/);
  });

  it("[G8] do not lose a forbid to an id that vanishes as a key", async () => {
    const byId: Record<string, unknown> = {};
    const id = "__proto__";
    byId[id] = leaks;
    expect(Object.keys(byId)).toEqual([]);

    const text = permitTools + leaks.replace("no-leaks", "__proto__");
    await expect(loadPolicies(await policyFolder(text))).rejects.toThrow(/@id is malformed/);
  });

  it("[G8] do not pass because validation answers success", async () => {
    const schema = await readFile(join(defaultPolicyFolder, "schema.cedarschema"), "utf8");
    const text = `@id("a") forbid (${head}) when { context.leak };`;
    const answer = cedar.validate({ schema, policies: { staticPolicies: text } });
    expect(answer.type).toBe("success");

    await expect(loadPolicies(await policyFolder(permitTools + text))).rejects.toThrow(
      expect.objectContaining({ code: "ERR_POLICY_INVALID" }),
    );
  });

  it("[G8] do not keep an older set alive when the new one is unparseable", async () => {
    const name = "a set";
    const allows = { staticPolicies: { "permit-tools": permitTools } };
    expect(cedar.preparsePolicySet(name, allows)).toMatchObject({ type: "success" });
    expect(cedar.preparsePolicySet(name, { staticPolicies: { a: "permit (" } })).toMatchObject({
      type: "failure",
    });
    const { principal, action, resource } = {
      principal: { type: "Sallyport::Agent", id: "helpdesk" },
      action: { type: "Sallyport::Action", id: "call_tool" },
      resource: { type: "Sallyport::Tool", id: "issue_refund" },
    };
    const call = { principal, action, resource, context: {}, entities: [], preparsedPolicySetId: name };
    expect(cedar.statefulIsAuthorized(call)).toMatchObject({ response: { decision: "allow" } });

    const set = await loadPolicies(await policyFolder(permitTools));
    const broken = { ...set, hash: set.hash, policies: [{ ...set.policies[0]!, text: "permit (" }] };
    expect(() => createPolicyEngine(broken)).toThrow(expect.objectContaining({ code: "ERR_POLICY_ENGINE" }));
  });

  it("[G8] do not decide for another set that is loaded beside them", async () => {
    const open = await engineFor(permitTools);
    const closed = await engineFor(permitTools + leaks);
    const leaking = callTool({ call: { leaks: true } });
    expect(open.decide(leaking)).toMatchObject({ type: "allow" });
    expect(closed.decide(leaking)).toMatchObject({ type: "deny", code: "forbidden" });
    expect(open.decide(leaking)).toMatchObject({ type: "allow" });
    expect(open.policyHash).not.toBe(closed.policyHash);
  });

  it("[G2] do not weaken a quorum by a slip of the pen", async () => {
    const typo = `@id("two") @approval("a") @qourum("2") forbid (${head}) unless { context.approved };`;
    expect(cedar.checkParsePolicySet({ staticPolicies: typo })).toMatchObject({ type: "success" });
    await expect(loadPolicies(await policyFolder(permitTools + typo))).rejects.toThrow(
      /@qourum means nothing/,
    );
  });

  it("[G8] do not permit anything by being empty or absent", async () => {
    await expect(loadPolicies(await policyFolder({}))).rejects.toThrow(/no policy at all/);
    await expect(loadPolicies(await policyFolder({ "notes.txt": permitTools }))).rejects.toThrow(/no policy/);
    await expect(loadPolicies(await policyFolder("permit everything"))).rejects.toThrow(
      expect.objectContaining({ code: "ERR_POLICY_SYNTAX" }),
    );
  });
});
