import { describe, expect, it } from "vitest";
import { loadPolicies, type PolicyRequest } from "../../sdk/src/policy/index.ts";
import { engineFor, permitTools, policyFolder } from "../unit/policy/folders.ts";
import { ana, callTool, quietCall } from "../unit/policy/requests.ts";
import { naiveDecide } from "./policy-naive-cedar.ts";

const head = `principal, action == Sallyport::Action::"call_tool", resource`;

/** Cedar skips a policy that errors: when a forbid does, the permits win. */
describe("a forbid that cannot be evaluated", () => {
  it("[G8] does not turn into an allow by a missing attribute", async () => {
    const forbid = `@id("no-taint") forbid (${head}) when { context.tainted };`;
    expect(naiveDecide(permitTools + forbid, { tainted: true })).toBe("deny");
    expect(naiveDecide(permitTools + forbid, {})).toBe("allow");

    const engine = await engineFor(permitTools + forbid);
    const { tainted, ...call } = quietCall;
    const request = { ...callTool(), call } as PolicyRequest;
    expect(engine.decide(request)).toMatchObject({ type: "deny", code: "not-evaluable" });
    expect(engine.decide(callTool({ call: { tainted: true } }))).toMatchObject({ code: "forbidden" });
  });

  it("[G8] does not turn into an allow by a misspelt attribute", async () => {
    const forbid = `@id("no-taint") forbid (${head}) when { context.taint };`;
    expect(naiveDecide(permitTools + forbid, { tainted: true })).toBe("allow");
    await expect(loadPolicies(await policyFolder(permitTools + forbid))).rejects.toThrow(/taint/);
  });

  it("[G8] does not turn into an allow by an integer overflow", async () => {
    const forbid = `@id("limit") forbid (${head}) when { context has amount && context.amount * 10000000000 > 1 };`;
    expect(naiveDecide(permitTools + forbid, { amount: 5 })).toBe("deny");
    expect(naiveDecide(permitTools + forbid, { amount: 5_000_000_000 })).toBe("allow");

    const engine = await engineFor(permitTools + forbid);
    expect(engine.decide(callTool({ call: { amount: 5_000_000_000 } }))).toMatchObject({
      type: "deny",
      code: "not-evaluable",
      reason: "This cannot be evaluated: these policies failed: limit.",
    });
  });

  it("[G8] does not turn into an allow when people are asked and the answer would overflow", async () => {
    const engine = await engineFor(`${permitTools}
      @id("ask") @approval("a") forbid (${head})
      unless { context.approved && context.records * 9000000000000000000 < 1 };`);
    expect(engine.decide(callTool({ call: { records: 9 } }))).toMatchObject({ code: "not-evaluable" });
  });

  it("[G8] does not turn into an allow by a principal that is unknown", async () => {
    const forbid = `@id("contractors") forbid (${head}) when { principal.tenant == "globex" };`;
    const agent = {
      uid: { type: "Sallyport::Agent", id: "helpdesk" },
      attrs: { tenant: "globex" },
      parents: [],
    };
    expect(naiveDecide(permitTools + forbid, {}, { entities: [agent] })).toBe("deny");
    expect(naiveDecide(permitTools + forbid, {}, { entities: [] })).toBe("allow");

    const engine = await engineFor(permitTools + forbid);
    for (const actor of [undefined, null, {}, { type: "service", id: "x" }, { type: "user", id: "ana" }]) {
      expect(engine.decide({ ...callTool(), actor } as PolicyRequest)).toMatchObject({
        code: "not-evaluable",
      });
    }
  });

  it("[G8] does not turn into an allow by an unknown tool or action", async () => {
    const engine = await engineFor(permitTools);
    expect(engine.decide({ ...callTool(), tool: undefined } as never)).toMatchObject({
      code: "not-evaluable",
    });
    expect(engine.decide({ ...callTool(), tool: { name: "x" } } as never)).toMatchObject({
      code: "not-evaluable",
    });
    for (const action of ["CALL_TOOL", "delete", "__proto__", "toString", undefined, 7]) {
      expect(engine.decide({ ...callTool(), action } as never)).toMatchObject({ code: "not-evaluable" });
    }
  });

  it("[G3] does not let an agent stand where only humans may", async () => {
    const engine = await engineFor('@id("all") permit (principal, action, resource);');
    const agent = callTool().actor;
    const approval = {
      id: "1",
      tenant: "acme",
      groups: ["g"],
      requester: "x",
      owners: [],
      risk: "low",
    } as const;
    expect(engine.decide({ action: "approve", actor: agent as never, approval })).toMatchObject({
      type: "deny",
    });
    expect(engine.decide({ ...callTool(), principal: agent as never })).toMatchObject({
      code: "not-evaluable",
    });
    expect(engine.decide({ action: "approve", actor: ana, approval })).toMatchObject({ type: "allow" });
  });
});
