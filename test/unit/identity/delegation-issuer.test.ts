import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { extendDelegation } from "../../../sdk/src/identity/index.ts";
import { agentOf, alice, codeOf, createWorld, minute } from "./world.ts";

describe("giving authority", () => {
  it("cannot exceed the human's own clearance", async () => {
    const { issue } = await createWorld();
    expect(await codeOf(issue({ clearance: "restricted" }))).toBe("ERR_IDENTITY_DELEGATION_WIDENED");
  });

  it("does not write the human's name or address into what agents carry around", async () => {
    const { issue } = await createWorld();
    const named = { ...alice, name: "Alice Ek", email: "alice@acme.example" };
    const [token] = (await issue({}, named)).tokens;
    const text = Buffer.from(token!.split(".")[1]!, "base64url").toString();
    expect(text).not.toMatch(/Alice|@/);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "needs a life in milliseconds, not %s",
    async (life) => {
      const { issuer } = await createWorld();
      const request = { principal: alice, agent: "triage", scopes: {}, expiresInMs: life };
      await expect(issuer.issue(request)).rejects.toThrow(TypeError);
    },
  );

  it.each([
    { limits: { amount: 1.5 } },
    { limits: { "no spaces": 1 } },
    { tools: "refund" },
    { actions: ["delete"] },
    { clearance: "cosmic" },
    { weekdays: true },
  ])("needs scopes that are ones: %j", async (scopes) => {
    const { issue } = await createWorld();
    expect(await codeOf(issue(scopes as never))).toBe("ERR_IDENTITY_DELEGATION_MALFORMED");
  });
});

describe("passing authority on", () => {
  it("is refused at once when it would widen, so that the mistake shows where it is made", async () => {
    const { issue, extend } = await createWorld();
    const parent = await issue({ tools: ["refund"], limits: { "refund.amount": 10 } });
    const widened = "ERR_IDENTITY_DELEGATION_WIDENED";
    expect(await codeOf(extend(parent, "triage", "lookup", { tools: ["mail"] }))).toBe(widened);
    expect(await codeOf(extend(parent, "triage", "lookup", { limits: { "refund.amount": 11 } }))).toBe(
      widened,
    );
  });

  it("takes the key of whoever holds the parent", async () => {
    const { issue, extend } = await createWorld();
    expect(await codeOf(extend(await issue(), "lookup", "pay"))).toBe("ERR_IDENTITY_DELEGATION_KEY");
  });

  it("stays within the tenant, and within the parent's life", async () => {
    const world = await createWorld();
    const parent = await world.issue();
    const stranger = agentOf("spy", generateSigningKey(), { tenant: "globex" });
    const { clock, keys } = world;
    const hop = { parent, key: keys.triage, scopes: {}, expiresInMs: minute, clock };
    expect(await codeOf(extendDelegation({ ...hop, agent: stranger }))).toBe("ERR_IDENTITY_AGENT_TENANT");
    world.time.now += 60 * minute;
    const late = extendDelegation({ ...hop, agent: world.agents.lookup });
    expect(await codeOf(late)).toBe("ERR_IDENTITY_DELEGATION_EXPIRED");
    const nothing = extendDelegation({ ...hop, parent: { tokens: [] }, agent: world.agents.lookup });
    expect(await codeOf(nothing)).toBe("ERR_IDENTITY_DELEGATION_MALFORMED");
  });
});
