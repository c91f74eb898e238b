import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { agentOf, alice, codeOf, createWorld, minute } from "./world.ts";

describe("the agent registry", () => {
  it("knows each agent with its owner, purpose, model, tools and key", async () => {
    const { registry } = await createWorld();
    const agent = agentOf("mail", generateSigningKey(), { model: "a-model", tools: ["mail_send"] });
    await registry.register(agent);
    expect(await registry.find("mail")).toEqual(agent);
    expect(await registry.find("nobody")).toBeUndefined();
    expect((await registry.list("acme")).map((each) => each.id)).toEqual(["lookup", "mail", "pay", "triage"]);
    expect(await registry.list("globex")).toEqual([]);
  });

  it("gives an agent a new key, which ends what its old key held", async () => {
    const world = await createWorld();
    const before = await world.issue();
    await world.registry.register(agentOf("triage", generateSigningKey()));
    expect(await codeOf(world.present(before, "triage"))).toBe("ERR_IDENTITY_AGENT_KEY");
  });

  it("does not let one tenant take over another's agent", async () => {
    const { registry, agents } = await createWorld();
    const usurper = agentOf("triage", generateSigningKey(), { tenant: "globex" });
    expect(await codeOf(registry.register(usurper))).toBe("ERR_IDENTITY_AGENT_CONFLICT");
    expect(await registry.find("triage")).toEqual(agents.triage);
  });

  it("refuses what is no agent, and says why", async () => {
    const { registry, agents } = await createWorld();
    for (const change of [{ id: "" }, { owner: undefined }, { tools: "*" }, { publicKey: { kty: "RSA" } }]) {
      const refused = registry.register({ ...agents.triage, ...change } as never);
      expect(await codeOf(refused)).toBe("ERR_IDENTITY_AGENT_INVALID");
    }
    const mislabelled = { ...agents.triage.publicKey, kid: "chosen" };
    expect(await codeOf(registry.register({ ...agents.triage, publicKey: mislabelled }))).toBe(
      "ERR_CRYPTO_BAD_KEY",
    );
  });

  it("[G8] lets nobody delegate to an agent that it does not know", async () => {
    const { issuer } = await createWorld();
    const refused = issuer.issue({ principal: alice, agent: "shadow", scopes: {}, expiresInMs: minute });
    expect(await codeOf(refused)).toBe("ERR_IDENTITY_AGENT_UNKNOWN");
  });
});
