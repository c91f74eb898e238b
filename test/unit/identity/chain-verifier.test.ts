import { describe, expect, it } from "vitest";
import { action, agentOf, alice, codeOf, createWorld, minute } from "./world.ts";

describe("a delegation chain", () => {
  it("says who asked, through whom, and what is left of the authority", async () => {
    const world = await createWorld();
    const first = await world.issue({ tools: ["crm_lookup", "refund"], limits: { "refund.amount": 5000 } });
    const second = await world.extend(first, "triage", "lookup", {
      tools: ["refund"],
      actions: ["call_tool"],
      limits: { "refund.amount": 2000, records: 3 },
      clearance: "internal",
      records: ["A-17"],
    });
    const chain = await world.present(second, "lookup");
    expect(chain.principal).toEqual(alice);
    expect(chain.agents.map((agent) => agent.id)).toEqual(["triage", "lookup"]);
    expect(chain.hops.map((hop) => hop.agent)).toEqual(["triage", "lookup"]);
    expect(chain.hops[0]?.scopes).toEqual({
      tools: ["crm_lookup", "refund"],
      limits: { "refund.amount": 5000 },
    });
    expect(chain.scopes).toEqual({
      tools: ["refund"],
      actions: ["call_tool"],
      limits: { "refund.amount": 2000, records: 3 },
      clearance: "internal",
      records: ["A-17"],
      depth: 3,
    });
    expect(chain.expiresAt).toBe(world.time.now + 30 * minute);
    expect(chain.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("passes on everything when nothing is narrowed, up to the human's clearance", async () => {
    const world = await createWorld();
    const chain = await world.present(await world.issue(), "triage");
    expect(chain.scopes).toEqual({
      tools: ["*"],
      actions: ["retrieve", "call_tool"],
      limits: {},
      clearance: "confidential",
      records: ["*"],
      depth: 4,
    });
  });

  it("leaves only tools that every agent is registered for", async () => {
    const world = await createWorld();
    const delegation = await world.extend(await world.issue(), "triage", "lookup", {
      tools: ["refund", "mail"],
    });
    await world.registry.register(agentOf("triage", world.keys.triage, { tools: ["refund", "crm_lookup"] }));
    const chain = await world.present(delegation, "lookup");
    expect(chain.scopes.tools).toEqual(["refund"]);
  });

  it("cuts a hop's life to its parent's", async () => {
    const world = await createWorld();
    const parent = await world.issuer.issue({
      principal: alice,
      agent: "triage",
      scopes: {},
      expiresInMs: minute,
    });
    const chain = await world.present(await world.extend(parent, "triage", "lookup"), "lookup");
    expect(chain.expiresAt).toBe(world.time.now + minute);
  });

  it("is as deep as the verifier allows and no deeper", async () => {
    const world = await createWorld({ maxDepth: 2 });
    const two = await world.extend(await world.issue(), "triage", "lookup");
    const three = await world.extend(two, "lookup", "pay");
    expect((await world.present(two, "lookup")).scopes.depth).toBe(0);
    expect(await codeOf(world.present(three, "pay"))).toBe("ERR_IDENTITY_DELEGATION_DEPTH");
  });

  it("is verified once and remembered, but its expiry is not", async () => {
    const world = await createWorld();
    const delegation = await world.issue();
    const first = await world.present(delegation, "triage");
    expect(await world.present(delegation, "triage")).toBe(first);
    world.time.now += 60 * minute;
    expect(await codeOf(world.present(delegation, "triage"))).toBe("ERR_IDENTITY_DELEGATION_EXPIRED");
  });

  it("is judged by what the registry says now, remembered or not", async () => {
    const world = await createWorld();
    const delegation = await world.issue();
    await world.present(delegation, "triage");
    await world.registry.register(agentOf("triage", world.keys.triage, { tools: ["crm_lookup"] }));
    expect((await world.present(delegation, "triage")).scopes.tools).toEqual(["crm_lookup"]);
  });

  it("needs a delegation with hops", async () => {
    const world = await createWorld();
    const proof = await world.prove({ tokens: [] }, "triage");
    const refused = world.verifier.verify({ delegation: { tokens: [] }, proof, actionDigest: action });
    expect(await codeOf(refused)).toBe("ERR_IDENTITY_DELEGATION_MALFORMED");
  });
});
