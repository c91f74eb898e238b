import { describe, expect, it } from "vitest";
import { generateSigningKey, type SigningKey, sha256 } from "../../sdk/src/crypto/index.ts";
import { createDelegationIssuer, type Delegation, type Scopes } from "../../sdk/src/identity/index.ts";
import { type AgentName, agentOf, alice, bob, codeOf, createWorld, minute } from "../unit/identity/world.ts";
import { type Change, naiveDecode, naiveVerify, replaceHop, resign, tamper } from "./identity-forgery.ts";

/** What alice gave to triage. */
const granted: Scopes = {
  tools: ["crm_lookup", "refund"],
  actions: ["call_tool"],
  limits: { "refund.amount": 5000 },
  clearance: "internal",
  records: ["A-17", "A-18"],
  depth: 2,
};

/** alice → triage → lookup → pay, and what an attacker may try on it. */
async function createTarget() {
  const world = await createWorld();
  const one = await world.issue(granted);
  const two = await world.extend(one, "triage", "lookup", { tools: ["crm_lookup"] });
  const three = await world.extend(two, "lookup", "pay", { limits: { "refund.amount": 100 } });
  return {
    ...world,
    one,
    two,
    three,
    /** The chain with hop `index` changed, and signed by `key`. */
    forge: (index: number, change: Change, key: SigningKey): Delegation =>
      replaceHop(three, index, resign(three.tokens[index]!, change, key)),
    /** How the real verifier refuses, when the attacker holds the last agent's key and proves it. */
    refusal: (delegation: Delegation, holder: AgentName = "pay") => codeOf(world.present(delegation, holder)),
    /** What the naive one says. */
    naive: (delegation: Delegation) => naiveVerify(delegation, world.rootKey.publicKey),
    /** The asset: the honest chain still has the authority that it had, and no more. */
    expectUnharmed: async () => {
      const { principal, scopes } = await world.present(three, "pay");
      expect(principal.id).toBe("alice");
      expect(scopes).toEqual({
        ...granted,
        tools: ["crm_lookup"],
        limits: { "refund.amount": 100 },
        depth: 0,
      });
    },
  };
}

describe("a compromised agent that widens what it passes on", () => {
  const wider: readonly (readonly [string, Scopes])[] = [
    ["tools", { tools: ["crm_lookup", "delete_tenant"] }],
    ["tools, with everything hidden in a list", { tools: ["crm_lookup", "*"] }],
    ["actions", { actions: ["retrieve", "call_tool"] }],
    ["limits", { limits: { "refund.amount": 5001 } }],
    ["clearance", { clearance: "restricted" }],
    ["records", { records: ["A-17", "B-1"] }],
    ["depth", { depth: 9 }],
  ];

  it.each(wider)("[G3] is refused at any hop: %s", async (_, scopes) => {
    const target = await createTarget();
    const change = { claims: { authorization_details: [{ type: "urn:sallyport:scopes:1", ...scopes }] } };
    const middle = { tokens: target.forge(1, change, target.keys.triage).tokens.slice(0, 2) };
    const last = target.forge(2, change, target.keys.lookup);
    expect((await target.naive(middle)).scopes).toMatchObject(scopes);
    expect((await target.naive(last)).scopes).toMatchObject(scopes);
    expect(await target.refusal(middle, "lookup")).toBe("ERR_IDENTITY_DELEGATION_WIDENED");
    expect(await target.refusal(last)).toBe("ERR_IDENTITY_DELEGATION_WIDENED");
    await target.expectUnharmed();
  });

  it("[G3] is refused when the hop would outlive its parent", async () => {
    const target = await createTarget();
    const exp = (target.time.now + 365 * 24 * 60 * minute) / 1000;
    const forever = target.forge(2, { claims: { exp } }, target.keys.lookup);
    expect((await target.naive(forever)).agent).toBe("pay");
    expect(await target.refusal(forever)).toBe("ERR_IDENTITY_DELEGATION_WIDENED");
    await target.expectUnharmed();
  });

  it("[G3] is refused when its parent let it delegate no further", async () => {
    const target = await createTarget();
    const prf = sha256(target.three.tokens[2]!);
    const claims = { prf, iss: "pay", act: { sub: "lookup" }, cnf: { jwk: target.keys.lookup.publicKey } };
    const fourth = resign(target.three.tokens[2]!, { claims }, target.keys.pay);
    const deeper = { tokens: [...target.three.tokens, fourth] };
    expect((await target.naive(deeper)).agent).toBe("lookup");
    expect(await target.refusal(deeper, "lookup")).toBe("ERR_IDENTITY_DELEGATION_DEPTH");
    await target.expectUnharmed();
  });

  it("[G3] cannot drop a limit by leaving it out", async () => {
    const target = await createTarget();
    const authorization_details = [{ type: "urn:sallyport:scopes:1" }];
    const silent = target.forge(2, { claims: { authorization_details } }, target.keys.lookup);
    expect((await target.naive(silent)).scopes).not.toHaveProperty("limits");
    expect((await target.present(silent, "pay")).scopes.limits).toEqual(granted.limits);
  });

  it("[G3] cannot smuggle in a limit that hides what objects inherit", async () => {
    const target = await createTarget();
    const details = JSON.parse('[{"type":"urn:sallyport:scopes:1","limits":{"__proto__":{"records":0}}}]');
    const polluting = target.forge(2, { claims: { authorization_details: details } }, target.keys.lookup);
    expect(await target.refusal(polluting)).toBe("ERR_IDENTITY_DELEGATION_MALFORMED");
    expect(({} as Record<string, unknown>).records).toBeUndefined();
    await target.expectUnharmed();
  });

  it.each([-1, 1.5, Number.MAX_SAFE_INTEGER + 1, "5000", null])(
    "[G8] is refused with a limit that is no whole number: %s",
    async (bound) => {
      const target = await createTarget();
      const details = [{ type: "urn:sallyport:scopes:1", limits: { "refund.amount": bound } }];
      const odd = target.forge(2, { claims: { authorization_details: details } }, target.keys.lookup);
      expect(await target.refusal(odd)).toBe("ERR_IDENTITY_DELEGATION_MALFORMED");
      await target.expectUnharmed();
    },
  );

  it("[G8] is refused with a restriction that the verifier does not know", async () => {
    const target = await createTarget();
    const details = [{ type: "urn:sallyport:scopes:1", only_on_weekdays: true }];
    const unknown = target.forge(2, { claims: { authorization_details: details } }, target.keys.lookup);
    expect(await target.refusal(unknown)).toBe("ERR_IDENTITY_DELEGATION_MALFORMED");
    await target.expectUnharmed();
  });
});

describe("a chain put together from parts", () => {
  it("[G3] refuses a hop spliced under a broader parent of the same agent", async () => {
    const target = await createTarget();
    const broad = await target.issue({}, bob);
    const spliced = { tokens: [broad.tokens[0]!, ...target.three.tokens.slice(1)] };
    // Every signature is right: triage's key signed that hop, and both first hops name triage's key.
    expect((await target.naive(spliced)).agent).toBe("pay");
    expect(await target.refusal(spliced)).toBe("ERR_IDENTITY_DELEGATION_SPLICED");
    await target.expectUnharmed();
  });

  it("[G3] refuses a hop re-parented to another human by the agent that both trusted", async () => {
    const target = await createTarget();
    const bobs = await target.issue({}, bob);
    const prf = sha256(bobs.tokens[0]!);
    const moved = resign(target.two.tokens[1]!, { claims: { prf } }, target.keys.triage);
    const delegation = { tokens: [bobs.tokens[0]!, moved] };
    expect((await target.naive(delegation)).human).toBe("alice");
    expect(await target.refusal(delegation, "lookup")).toBe("ERR_IDENTITY_DELEGATION_SUBJECT");
    await target.expectUnharmed();
  });

  it("[G3] refuses a hop that changes the tenant", async () => {
    const target = await createTarget();
    const moved = target.forge(2, { claims: { tenant: "globex" } }, target.keys.lookup);
    expect((await target.naive(moved)).human).toBe("alice");
    expect(await target.refusal(moved)).toBe("ERR_IDENTITY_DELEGATION_SUBJECT");
    await target.expectUnharmed();
  });

  it("[G3] refuses a hop that names another delegator", async () => {
    const target = await createTarget();
    const framed = target.forge(2, { claims: { iss: "triage" } }, target.keys.lookup);
    expect((await target.naive(framed)).agent).toBe("pay");
    expect(await target.refusal(framed)).toBe("ERR_IDENTITY_DELEGATION_ISSUER");
    await target.expectUnharmed();
  });

  it("[G3] refuses a chain with a hop cut out of the middle", async () => {
    const target = await createTarget();
    const cut = { tokens: [target.three.tokens[0]!, target.three.tokens[2]!] };
    expect(naiveDecode(cut).agent).toBe("pay");
    expect(await target.refusal(cut)).toBe("ERR_IDENTITY_DELEGATION_KEY");
    await target.expectUnharmed();
  });

  it("[G3] refuses a prefix that is broader, presented by whoever was below it", async () => {
    const target = await createTarget();
    // `pay` was handed all three tokens; the first alone allows refunds of 5000.
    expect((await target.naive(target.one)).scopes).toMatchObject({ limits: { "refund.amount": 5000 } });
    expect(await target.refusal(target.one, "pay")).toBe("ERR_IDENTITY_PROOF_KEY");
    expect(await target.refusal(target.two, "pay")).toBe("ERR_IDENTITY_PROOF_KEY");
    await target.expectUnharmed();
  });
});

describe("a forged hop", () => {
  it("[G3] is refused when its content was changed", async () => {
    const target = await createTarget();
    const claims = { authorization_details: [{ type: "urn:sallyport:scopes:1", tools: ["delete_tenant"] }] };
    for (const [index, token] of target.three.tokens.entries()) {
      const tampered = replaceHop(target.three, index, tamper(token, { claims }));
      expect(await target.refusal(tampered)).toBe("ERR_IDENTITY_DELEGATION_SIGNATURE");
    }
    const last = replaceHop(target.three, -1, tamper(target.three.tokens[2]!, { claims }));
    expect(naiveDecode(last).scopes).toMatchObject({ tools: ["delete_tenant"] });
    await target.expectUnharmed();
  });

  it("[G3] is refused when another key signed it, whichever key it claims", async () => {
    const target = await createTarget();
    const stranger = generateSigningKey();
    const open = target.forge(2, {}, stranger);
    const disguised = target.forge(2, { header: { kid: target.keys.lookup.publicKey.kid } }, stranger);
    expect(naiveDecode(open).agent).toBe("pay");
    expect(await target.refusal(open)).toBe("ERR_IDENTITY_DELEGATION_KEY");
    expect(await target.refusal(disguised)).toBe("ERR_IDENTITY_DELEGATION_SIGNATURE");
    await target.expectUnharmed();
  });

  it("[G3] is refused when a whole chain hangs on a root of the attacker's", async () => {
    const target = await createTarget();
    const root = generateSigningKey();
    const issuer = createDelegationIssuer({ key: root, registry: target.registry, clock: target.clock });
    const principal = { ...alice, clearance: "restricted" } as const;
    const foreign = await issuer.issue({ principal, agent: "pay", scopes: {}, expiresInMs: minute });
    expect((await naiveVerify(foreign, root.publicKey)).human).toBe("alice");
    expect(await target.refusal(foreign)).toBe("ERR_IDENTITY_DELEGATION_KEY");
    await target.expectUnharmed();
  });

  it("[G3] is refused when it names an agent that nobody registered", async () => {
    const target = await createTarget();
    const ghost = generateSigningKey();
    const claims = { act: { sub: "ghost" }, cnf: { jwk: ghost.publicKey } };
    const chain = target.forge(2, { claims }, target.keys.lookup);
    expect((await target.naive(chain)).agent).toBe("ghost");
    expect(await target.refusal(chain)).toBe("ERR_IDENTITY_AGENT_UNKNOWN");
    await target.expectUnharmed();
  });

  it("[G3] is refused when it gives a registered agent's name to another key", async () => {
    const target = await createTarget();
    const stolen = target.forge(
      2,
      { claims: { cnf: { jwk: generateSigningKey().publicKey } } },
      target.keys.lookup,
    );
    expect((await target.naive(stolen)).agent).toBe("pay");
    expect(await target.refusal(stolen)).toBe("ERR_IDENTITY_AGENT_KEY");
    await target.expectUnharmed();
  });

  it("[G3] is refused for an agent of another tenant", async () => {
    const target = await createTarget();
    const key = generateSigningKey();
    await target.registry.register(agentOf("spy", key, { tenant: "globex" }));
    const spied = target.forge(
      2,
      { claims: { act: { sub: "spy" }, cnf: { jwk: key.publicKey } } },
      target.keys.lookup,
    );
    expect((await target.naive(spied)).agent).toBe("spy");
    expect(await target.refusal(spied)).toBe("ERR_IDENTITY_AGENT_TENANT");
    expect(await codeOf(target.issue({}, alice, "spy" as AgentName))).toBe("ERR_IDENTITY_AGENT_TENANT");
    await target.expectUnharmed();
  });

  it("[G3] is refused when it was issued for another audience", async () => {
    const target = await createTarget();
    const elsewhere = {
      tokens: [resign(target.one.tokens[0]!, { claims: { aud: "urn:other" } }, target.rootKey)],
    };
    expect((await target.naive(elsewhere)).human).toBe("alice");
    expect(await target.refusal(elsewhere, "triage")).toBe("ERR_IDENTITY_DELEGATION_AUDIENCE");
    await target.expectUnharmed();
  });
});

describe("a chain and time", () => {
  it("[G3] is refused when a parent has expired, however young the last hop says it is", async () => {
    const target = await createTarget();
    const short = await target.issuer.issue({
      principal: alice,
      agent: "triage",
      scopes: {},
      expiresInMs: minute,
    });
    const child = await target.extend(short, "triage", "lookup");
    expect((await target.present(child, "lookup")).principal.id).toBe("alice");
    target.time.now += minute;
    expect((await target.naive(child)).agent).toBe("lookup");
    expect(await target.refusal(child, "lookup")).toBe("ERR_IDENTITY_DELEGATION_EXPIRED");
    await target.expectUnharmed();
  });

  it("[G3] is refused when it was issued in the future", async () => {
    const target = await createTarget();
    const iat = (target.time.now + 10 * minute) / 1000;
    const early = target.forge(2, { claims: { iat } }, target.keys.lookup);
    expect((await target.naive(early)).agent).toBe("pay");
    expect(await target.refusal(early)).toBe("ERR_IDENTITY_DELEGATION_FUTURE");
    await target.expectUnharmed();
  });

  it("[G8] is refused when the clock was set back to before it expired", async () => {
    const target = await createTarget();
    const born = target.time.now;
    target.time.now += 2 * 60 * minute;
    expect(await target.refusal(target.three)).toBe("ERR_IDENTITY_DELEGATION_EXPIRED");
    target.time.now = born;
    expect(await target.refusal(target.three)).toBe("ERR_IDENTITY_CLOCK");
  });
});
