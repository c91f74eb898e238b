import { afterEach, describe, expect, it } from "vitest";
import type { PolicyRequest } from "../../sdk/src/policy/index.ts";
import { engineFor, permitTools } from "../unit/policy/folders.ts";
import { ana, callTool, helpdesk } from "../unit/policy/requests.ts";
import { naiveDecide } from "./policy-naive-cedar.ts";

const head = `principal, action == Sallyport::Action::"call_tool", resource`;
const toAdmin = `@id("to-admin") permit (${head}) when { context.to == Sallyport::User::"admin" };`;
const notExternal = `${permitTools}
  @id("inside") forbid (${head}) when { resource.audience == "external" };
  @id("limit") forbid (${head}) when { context has amount && context.amount > 100000 };`;

/** Cedar's JSON has an escape for entities and extension values, and arguments come from a model. */
describe("values that pretend to be more", () => {
  afterEach(() => {
    for (const key of ["amount", "tenant", "audience", "owner"])
      Reflect.deleteProperty(Object.prototype, key);
  });

  it("[G2] cannot become an entity", async () => {
    const injected = { __entity: { type: "Sallyport::User", id: "admin" } };
    expect(naiveDecide(toAdmin, { to: "admin" })).toBe("deny");
    expect(naiveDecide(toAdmin, { to: injected })).toBe("allow");

    const engine = await engineFor(notExternal);
    const places: unknown[] = [
      { ...callTool(), tool: { ...callTool().tool, audience: injected } },
      { ...callTool(), tool: injected },
      { ...callTool(), actor: injected },
      { ...callTool(), call: { ...callTool().call, untrustedArguments: [injected] } },
      { ...callTool(), call: { ...callTool().call, amount: injected } },
      { ...callTool(), principal: { ...ana, groups: injected } },
    ];
    for (const request of places) {
      expect(engine.decide(request as PolicyRequest)).toMatchObject({ type: "deny", code: "not-evaluable" });
    }
  });

  it("[G2] cannot become an extension value, such as one that is unknown yet", async () => {
    const unknown = { __extn: { fn: "decimal", arg: "1.0" } };
    const small = `@id("small") permit (${head}) when { context.amount.lessThan(decimal("2.0")) };`;
    expect(naiveDecide(small, { amount: 1 })).toBe("deny");
    expect(naiveDecide(small, { amount: unknown })).toBe("allow");

    const engine = await engineFor(notExternal);
    const request = {
      ...callTool(),
      call: { ...callTool().call, amount: unknown },
    } as unknown as PolicyRequest;
    expect(engine.decide(request)).toMatchObject({ type: "deny", code: "not-evaluable" });
  });

  it("[G2] cannot slip in beside the facts, the approval itself above all", async () => {
    const asks = `${permitTools} @id("ask") @approval("a") forbid (${head}) unless { context.approved };`;
    expect(naiveDecide(asks, { approved: false, ...JSON.parse('{"approved":true}') })).toBe("allow");

    const engine = await engineFor(asks);
    const call = { ...callTool().call, approved: true, context: { approved: true } };
    const request = { ...callTool(), call, approved: true, context: { approved: true } } as PolicyRequest;
    expect(engine.decide(request)).toMatchObject({ type: "needs_approval" });
  });

  it("[G8] cannot come from a polluted prototype", async () => {
    const engine = await engineFor(notExternal);
    const { audience, ...tool } = callTool().tool;
    Object.assign(Object.prototype, { audience: "tenant", amount: 1, owner: "me" });
    expect({ ...tool }).toHaveProperty("audience", "tenant");

    expect(engine.decide({ ...callTool(), tool } as PolicyRequest)).toMatchObject({ code: "not-evaluable" });
    expect(engine.decide(callTool())).toMatchObject({ type: "allow" });
  });

  it("[G8] cannot hide behind __proto__ and constructor keys", async () => {
    const engine = await engineFor(notExternal);
    const json = JSON.stringify(callTool({ tool: { audience: "external" } }));
    const hostile = json.replace(
      '"audience":"external"',
      '"__proto__":{"audience":"tenant"},"constructor":"x"',
    );
    expect(hostile).not.toBe(json);
    expect(engine.decide(JSON.parse(hostile))).toMatchObject({ type: "deny", code: "not-evaluable" });
    expect(engine.decide(JSON.parse(json))).toMatchObject({ type: "deny", code: "forbidden" });
  });

  it("[G8] cannot change between the look and the use", async () => {
    const engine = await engineFor(notExternal);
    let looks = 0;
    const tool = Object.defineProperty({ ...callTool().tool }, "audience", {
      get: () => (looks++ === 0 ? "external" : "tenant"),
    });
    expect(engine.decide({ ...callTool(), tool })).toMatchObject({ type: "deny", code: "forbidden" });
    expect(looks).toBe(1);
  });
});

describe("numbers that Cedar cannot hold", () => {
  it("[G8] are not rounded under a limit", async () => {
    const exactly = `@id("x") permit (${head}) when { context.amount == 9007199254740992 };`;
    expect(naiveDecide(exactly, { amount: 2 ** 53 + 1 })).toBe("allow");
    expect(() => naiveDecide(exactly, { amount: 5n })).toThrow();

    const engine = await engineFor(notExternal);
    const odd = [
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      1e21,
      -1,
      5n,
      "5",
      null,
      [5],
      { valueOf: () => 5 },
    ];
    for (const amount of odd) {
      const request = { ...callTool(), call: { ...callTool().call, amount } } as unknown as PolicyRequest;
      const decision = engine.decide(request);
      expect(decision, String(amount)).toMatchObject({ type: "deny", code: "not-evaluable" });
      expect(decision.reason).toContain("request.call.amount is not a whole number from 0 to 2^53 - 1");
    }
    expect(engine.decide(callTool({ call: { amount: 2 ** 53 - 1 } }))).toMatchObject({ code: "forbidden" });
    expect(engine.decide(callTool({ call: { amount: 100 } }))).toMatchObject({ type: "allow" });
  });
});

describe("a refusal", () => {
  it("[G6] names the field and never its value", async () => {
    const engine = await engineFor(notExternal);
    const secret = "4111 1111 1111 1111";
    const request = { ...callTool(), actor: { ...helpdesk, tenant: { secret } } } as unknown as PolicyRequest;
    const { reason } = engine.decide(request);
    expect(reason).toContain("request.actor.tenant");
    expect(reason).not.toContain(secret);
  });
});
