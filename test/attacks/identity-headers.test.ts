import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, EmbeddedJWK, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../sdk/src/crypto/index.ts";
import { createLocalIssuer } from "../../sdk/src/identity/index.ts";
import { alice, codeOf, createWorld } from "../unit/identity/world.ts";
import { keyObjectOf, naiveDecode, replaceHop, resign, tamper } from "./identity-forgery.ts";

async function createTarget() {
  const world = await createWorld();
  const delegation = await world.extend(await world.issue(), "triage", "lookup", { tools: ["crm_lookup"] });
  const token = delegation.tokens[1]!;
  const everything = {
    claims: { authorization_details: [{ type: "urn:sallyport:scopes:1", tools: ["*"] }] },
  };
  return {
    ...world,
    delegation,
    token,
    everything,
    refusal: (forged: string) => codeOf(world.present(replaceHop(delegation, 1, forged), "lookup")),
    expectUnharmed: async () =>
      expect((await world.present(delegation, "lookup")).scopes.tools).toEqual(["crm_lookup"]),
  };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a hop whose header chooses how it is verified", () => {
  it("[G3] is refused without a signature (alg none)", async () => {
    const { token, everything, delegation, refusal, expectUnharmed } = await createTarget();
    const unsigned = `${encode({ alg: "none", typ: "sallyport-hop+jwt" })}.${tamper(token, everything).split(".")[1]}.`;
    expect(naiveDecode(replaceHop(delegation, 1, unsigned)).scopes.tools).toEqual(["*"]);
    expect(await refusal(unsigned)).toBe("ERR_IDENTITY_DELEGATION_MALFORMED");
    expect(await refusal(tamper(token, { header: { alg: "none" }, ...everything }))).toBe(
      "ERR_IDENTITY_DELEGATION_ALGORITHM",
    );
    await expectUnharmed();
  });

  it("[G3] is refused as an HMAC under the public key (algorithm confusion)", async () => {
    const { token, everything, keys, refusal, expectUnharmed } = await createTarget();
    const pem = keyObjectOf(keys.triage.publicKey).export({ type: "spki", format: "pem" });
    const header = { ...decodeProtectedHeader(token), alg: "HS256" };
    const input = `${encode(header)}.${encode({ ...decodeJwt(token), ...everything.claims })}`;
    const confused = `${input}.${createHmac("sha256", pem).update(input).digest("base64url")}`;
    // A verifier that takes `alg` from the token and "the key" from its configuration computes the same.
    const [head, body, signature] = confused.split(".");
    expect(createHmac("sha256", pem).update(`${head}.${body}`).digest("base64url")).toBe(signature);
    expect(await refusal(confused)).toBe("ERR_IDENTITY_DELEGATION_ALGORITHM");
    await expectUnharmed();
  });

  it("[G3] is refused with RS256 or another asymmetric algorithm", async () => {
    const { token, refusal, expectUnharmed } = await createTarget();
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const header = { ...decodeProtectedHeader(token), alg: "RS256" };
    const input = `${encode(header)}.${token.split(".")[1]}`;
    const signature = sign("sha256", Buffer.from(input), privateKey).toString("base64url");
    expect(await refusal(`${input}.${signature}`)).toBe("ERR_IDENTITY_DELEGATION_ALGORITHM");
    await expectUnharmed();
  });

  it("[G3] is refused when it brings its own key (jwk)", async () => {
    const { token, everything, refusal, expectUnharmed } = await createTarget();
    const stranger = generateSigningKey();
    const { kty, crv, x } = stranger.publicKey;
    const header = { jwk: { kty, crv, x } };
    const forged = resign(token, { header, ...everything }, stranger);
    expect((await jwtVerify(forged, EmbeddedJWK, { currentDate: new Date(0) })).protectedHeader.jwk).toEqual(
      header.jwk,
    );
    expect(await refusal(forged)).toBe("ERR_IDENTITY_DELEGATION_HEADER");
    await expectUnharmed();
  });

  it.each([
    ["jku", "https://attacker.example/keys.json"],
    ["x5u", "https://attacker.example/chain.pem"],
    ["x5c", ["MIIB"]],
    ["x5t", "AAAA"],
    ["crit", ["exp"]],
    ["b64", false],
    ["zip", "DEF"],
    ["cty", "JWT"],
  ])("[G3] is refused with %s in its header, even signed by the right key", async (name, value) => {
    const { token, keys, refusal, expectUnharmed } = await createTarget();
    const odd = resign(token, { header: { [name]: value } }, keys.triage);
    expect(await refusal(odd)).toBe("ERR_IDENTITY_DELEGATION_HEADER");
    await expectUnharmed();
  });

  it.each(["../../etc/passwd", "' or 1=1 --", "__proto__", "", null, undefined, ["a"]])(
    "[G3] is refused with a key id that is not its parent's key: %s",
    async (kid) => {
      const { token, keys, refusal, expectUnharmed } = await createTarget();
      expect(await refusal(resign(token, { header: { kid } }, keys.triage))).toBe(
        "ERR_IDENTITY_DELEGATION_KEY",
      );
      await expectUnharmed();
    },
  );

  it("[G3] is refused when it names its parent's key by an id that is not the key's own", async () => {
    const { token, keys, refusal, expectUnharmed } = await createTarget();
    const stranger = generateSigningKey().publicKey;
    const mislabelled = { cnf: { jwk: { ...stranger, kid: keys.lookup.publicKey.kid } } };
    expect(await refusal(resign(token, { claims: mislabelled }, keys.triage))).toBe("ERR_CRYPTO_BAD_KEY");
    await expectUnharmed();
  });

  it("[G3] is refused when it was made for another purpose (type confusion)", async () => {
    const { token, keys, prove, delegation, refusal, expectUnharmed } = await createTarget();
    for (const typ of ["JWT", "sallyport-proof+jwt", undefined]) {
      expect(await refusal(resign(token, { header: { typ } }, keys.triage))).toBe(
        "ERR_IDENTITY_DELEGATION_HEADER",
      );
    }
    expect(await refusal(await prove(delegation, "triage"))).toBe("ERR_IDENTITY_DELEGATION_HEADER");
    await expectUnharmed();
  });

  it("[G3] is refused when it is a person's own token, signed by the same key", async () => {
    const { rootKey, clock, present, expectUnharmed } = await createTarget();
    const directory = { find: async () => alice };
    const local = createLocalIssuer({
      directory,
      key: rootKey,
      issuer: "local",
      audience: "sallyport",
      clock,
    });
    const delegation = { tokens: [await local.issueToken("acme", "alice")] };
    expect(await codeOf(present(delegation, "triage"))).toBe("ERR_IDENTITY_DELEGATION_HEADER");
    await expectUnharmed();
  });
});

describe("a token that is written differently", () => {
  it("[G3] has one spelling: spare bits, padding and blanks are refused", async () => {
    const { token, refusal, expectUnharmed } = await createTarget();
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    // The last character of 64 bytes in base64url carries two bits of data and four that decoders ignore.
    const respelled = token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1)!) ^ 1];
    expect(Buffer.from(respelled.split(".")[2]!, "base64url")).toEqual(
      Buffer.from(token.split(".")[2]!, "base64url"),
    );
    for (const spelling of [respelled, `${token}=`, ` ${token}`, `${token}\n`, `${token}.`]) {
      expect(await refusal(spelling)).toBe("ERR_IDENTITY_DELEGATION_MALFORMED");
    }
    await expectUnharmed();
  });

  it.each(["", ".", "..", "a.b", "a.b.c", "a.b.c.d", "💥", "x".repeat(1_000_000)])(
    "[G8] is refused when it is no token at all (%#)",
    async (nonsense) => {
      const { refusal, expectUnharmed } = await createTarget();
      expect(await refusal(nonsense)).toBe("ERR_IDENTITY_DELEGATION_MALFORMED");
      await expectUnharmed();
    },
  );

  it("[G8] is refused when the delegation is no list of tokens", async () => {
    const { verifier, prove, delegation, expectUnharmed } = await createTarget();
    const proof = await prove(delegation, "lookup");
    for (const tokens of [undefined, null, "a.b.c", { 0: "a" }, [1], [{ toString: () => "a.b.c" }]]) {
      const presentation = {
        delegation: { tokens: tokens as never },
        proof,
        actionDigest: "sha256:0" as const,
      };
      expect(await codeOf(verifier.verify(presentation))).toBe("ERR_IDENTITY_DELEGATION_MALFORMED");
    }
    await expectUnharmed();
  });

  it("[G8] is refused before it costs anything when it has a million hops", async () => {
    const { verifier, prove, delegation } = await createTarget();
    const many = { tokens: new Array(1_000_000).fill(delegation.tokens[0]) };
    const proof = await prove(delegation, "lookup");
    const refused = verifier.verify({ delegation: many, proof, actionDigest: "sha256:0" });
    expect(await codeOf(refused)).toBe("ERR_IDENTITY_DELEGATION_DEPTH");
  });
});
