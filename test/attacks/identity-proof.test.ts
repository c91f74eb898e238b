import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../sdk/src/crypto/index.ts";
import { type Delegation, proveAction } from "../../sdk/src/identity/index.ts";
import { action, codeOf, createWorld, minute, otherAction } from "../unit/identity/world.ts";
import { type Change, resign } from "./identity-forgery.ts";

async function createTarget() {
  const world = await createWorld();
  const delegation = await world.issue();
  const proof = await world.prove(delegation, "triage");
  const verify = (presented: string, actionDigest = action, chain: Delegation = delegation) =>
    world.verifier.verify({ delegation: chain, proof: presented, actionDigest });
  return {
    ...world,
    delegation,
    proof,
    verify,
    refusal: (presented: string, actionDigest = action, chain: Delegation = delegation) =>
      codeOf(verify(presented, actionDigest, chain)),
    changed: (change: Change) => resign(proof, change, world.keys.triage),
    /** The asset: whoever holds the key still gets in, once. */
    expectUnharmed: async () => {
      const fresh = await world.prove(delegation, "triage");
      expect((await verify(fresh)).principal.id).toBe("alice");
    },
  };
}

describe("possession of the acting agent's key", () => {
  it("[G3] is proved for one action: a proof seen on the wire buys no other", async () => {
    const { proof, refusal, expectUnharmed } = await createTarget();
    expect(await refusal(proof, otherAction)).toBe("ERR_IDENTITY_PROOF_ACTION");
    await expectUnharmed();
  });

  it("[G3] is proved for one call: the same proof is refused the second time", async () => {
    const { proof, verify, refusal, expectUnharmed } = await createTarget();
    await verify(proof);
    expect(await refusal(proof)).toBe("ERR_IDENTITY_PROOF_REPLAYED");
    await expectUnharmed();
  });

  it("[G3] lets one of two calls through that present the same proof at the same time", async () => {
    const { proof, verify } = await createTarget();
    const calls = await Promise.allSettled(Array.from({ length: 20 }, () => verify(proof)));
    expect(calls.filter((call) => call.status === "fulfilled")).toHaveLength(1);
  });

  it("[G3] is proved for one delegation: it does not carry over to a broader one of the same agent", async () => {
    const { issue, prove, refusal, delegation, expectUnharmed } = await createTarget();
    const narrow = await issue({ tools: ["crm_lookup"] });
    expect(await refusal(await prove(narrow, "triage"), action, delegation)).toBe(
      "ERR_IDENTITY_PROOF_DELEGATION",
    );
    await expectUnharmed();
  });

  it("[G3] is refused from another key: a stolen chain alone is worth nothing", async () => {
    const { delegation, proof, clock, keys, refusal, expectUnharmed } = await createTarget();
    const thief = generateSigningKey();
    const stolen = await proveAction({ delegation, key: thief, actionDigest: action, clock });
    const disguised = resign(proof, { header: { kid: keys.triage.publicKey.kid } }, thief);
    expect(await refusal(stolen)).toBe("ERR_IDENTITY_PROOF_KEY");
    expect(await refusal(disguised)).toBe("ERR_IDENTITY_PROOF_SIGNATURE");
    await expectUnharmed();
  });

  it("[G3] is short: a proof kept for later is refused, and so is one made to last", async () => {
    const { proof, changed, time, refusal, expectUnharmed } = await createTarget();
    const lasting = changed({ claims: { exp: (time.now + 60 * minute) / 1000 } });
    expect(await refusal(lasting)).toBe("ERR_IDENTITY_PROOF_LIFETIME");
    time.now += minute;
    expect(await refusal(proof)).toBe("ERR_IDENTITY_PROOF_EXPIRED");
    await expectUnharmed();
  });

  it("[G3] is of now: a proof dated ahead is refused", async () => {
    const { changed, time, refusal, expectUnharmed } = await createTarget();
    const [iat, exp] = [time.now + 10 * minute, time.now + 10.5 * minute].map((at) => at / 1000);
    expect(await refusal(changed({ claims: { iat, exp } }))).toBe("ERR_IDENTITY_PROOF_FUTURE");
    await expectUnharmed();
  });

  it("[G3] is for this gate: a proof for another audience is refused", async () => {
    const { changed, refusal, expectUnharmed } = await createTarget();
    expect(await refusal(changed({ claims: { aud: "urn:other" } }))).toBe("ERR_IDENTITY_PROOF_AUDIENCE");
    await expectUnharmed();
  });

  it.each([
    ["ERR_IDENTITY_PROOF_ALGORITHM", { header: { alg: "none" } }],
    ["ERR_IDENTITY_PROOF_ALGORITHM", { header: { alg: "HS256" } }],
    ["ERR_IDENTITY_PROOF_HEADER", { header: { jwk: generateSigningKey().publicKey } }],
    ["ERR_IDENTITY_PROOF_HEADER", { header: { typ: "sallyport-hop+jwt" } }],
    ["ERR_IDENTITY_PROOF_MALFORMED", { claims: { jti: undefined } }],
    ["ERR_IDENTITY_PROOF_MALFORMED", { claims: { exp: "soon" } }],
    ["ERR_IDENTITY_PROOF_MALFORMED", { claims: { delegation: ["sha256:0"] } }],
  ] as const)("[G8] is refused when it cannot be read as one (%s)", async (code, change) => {
    const { changed, refusal, expectUnharmed } = await createTarget();
    expect(await refusal(changed(change))).toBe(code);
    expect(await refusal("")).toBe("ERR_IDENTITY_PROOF_MALFORMED");
    await expectUnharmed();
  });
});
