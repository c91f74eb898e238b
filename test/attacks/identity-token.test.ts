import { createHmac } from "node:crypto";
import { inspect } from "node:util";
import {
  compactVerify,
  decodeJwt,
  EmbeddedJWK,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  jwtVerify,
} from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SallyportError } from "../../sdk/src/errors.ts";
import { createTokenVerifier, type TokenVerifier, type TrustedIssuer } from "../../sdk/src/identity/index.ts";
import { type OidcProvider, startOidcProvider } from "../unit/identity/oidc-provider.ts";
import { codeOf, createWorld } from "../unit/identity/world.ts";

let provider: OidcProvider;
let verifier: TokenVerifier;
beforeAll(async () => {
  provider = await startOidcProvider();
  await provider.addKey("k1", "RS256");
});
afterAll(() => provider.stop());
beforeEach(() => {
  verifier = verifierOf();
});
afterEach(async () => {
  // The asset: honest people still get in.
  expect((await verifier.verify(await provider.sign({}, "k1"))).id).toBe("alice");
});

const verifierOf = (settings: Partial<TrustedIssuer> = {}) =>
  createTokenVerifier({
    issuers: [{ issuer: provider.issuer, audience: "sallyport", tenants: ["acme"], ...settings }],
  });
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = () => Math.floor(Date.now() / 1000);

describe("a person's token that nobody signed", () => {
  it("[G8] is refused with alg none", async () => {
    const honest = await provider.sign({}, "k1");
    const claims = encode({ ...decodeJwt(honest), sub: "ceo" });
    for (const alg of ["none", "None", "NONE", "nOnE"]) {
      const forged = `${encode({ alg, typ: "JWT", kid: "k1" })}.${claims}.`;
      expect(decodeJwt(forged).sub).toBe("ceo");
      expect(await codeOf(verifier.verify(forged))).toBe("ERR_IDENTITY_TOKEN_ALGORITHM");
    }
  });

  it("[G8] is refused with its claims changed", async () => {
    const [header, , signature] = (await provider.sign({}, "k1")).split(".");
    const forged = `${header}.${encode({ ...decodeJwt(await provider.sign({}, "k1")), sub: "ceo" })}.${signature}`;
    expect(await codeOf(verifier.verify(forged))).toBe("ERR_IDENTITY_TOKEN_SIGNATURE");
  });

  it("[G8] is refused as an HMAC under the public key (algorithm confusion)", async () => {
    const pem = await exportSPKI(provider.keyOf("k1").publicKey);
    const input = `${encode({ alg: "HS256", typ: "JWT", kid: "k1" })}.${encode({ ...decodeJwt(await provider.sign({}, "k1")), sub: "ceo" })}`;
    const forged = `${input}.${createHmac("sha256", pem).update(input).digest("base64url")}`;
    // The naive verifier hands "the key" to whatever algorithm the token names.
    expect((await compactVerify(forged, Buffer.from(pem))).protectedHeader.alg).toBe("HS256");
    expect(await codeOf(verifier.verify(forged))).toBe("ERR_IDENTITY_TOKEN_ALGORITHM");
  });
});

describe("a person's token that brings its own key", () => {
  it("[G8] is refused with jwk in its header", async () => {
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const jwk = await exportJWK(publicKey);
    const key = { alg: "ES256", publicKey, privateKey, jwk: { ...jwk, kid: "k1", alg: "ES256", use: "sig" } };
    const forged = await provider.sign({ sub: "ceo" }, "k1", key, { jwk });
    expect((await jwtVerify(forged, EmbeddedJWK)).payload.sub).toBe("ceo");
    expect(await codeOf(verifier.verify(forged))).toBe("ERR_IDENTITY_TOKEN_HEADER");
    // And without the header that gives it away: signed by a key that is not the provider's.
    const silent = await provider.sign({ sub: "ceo" }, "k1", key);
    expect(await codeOf(verifier.verify(silent))).toBe("ERR_IDENTITY_TOKEN_KEY");
  });

  it.each(["jku", "x5u", "x5c"])("[G8] is refused with %s, and nothing is fetched for it", async (name) => {
    const evil = await startOidcProvider();
    await evil.addKey("k1");
    const value = name === "x5c" ? ["MIIB"] : `${evil.issuer}/keys`;
    const forged = await provider.sign({ sub: "ceo" }, "k1", evil.keyOf("k1"), { [name]: value });
    expect(await codeOf(verifier.verify(forged))).toBe("ERR_IDENTITY_TOKEN_HEADER");
    expect(evil.requests).toEqual([]);
    await evil.stop();
  });

  it.each(["../../etc/passwd", "k1' or '1'='1", "__proto__", "unknown"])(
    "[G8] is refused with the key id %s",
    async (kid) => {
      const forged = await provider.sign({ sub: "ceo" }, kid, provider.keyOf("k1"));
      expect(await codeOf(verifier.verify(forged))).toBe("ERR_IDENTITY_TOKEN_KEY");
    },
  );

  it("[G8] cannot make the verifier flood the provider with unknown key ids", async () => {
    await verifier.verify(await provider.sign({}, "k1"));
    const before = provider.requests.length;
    for (let attempt = 0; attempt < 20; attempt++) {
      const forged = await provider.sign({}, `unknown-${attempt}`, provider.keyOf("k1"));
      expect(await codeOf(verifier.verify(forged))).toBe("ERR_IDENTITY_TOKEN_KEY");
    }
    expect(provider.requests.length).toBe(before);
  });
});

describe("a real token in the wrong place", () => {
  it("[G8] is refused when it is for another audience, or for others too", async () => {
    const elsewhere = await provider.sign({ aud: "wiki" }, "k1");
    const shared = await provider.sign({ aud: ["sallyport", "wiki"] }, "k1");
    const { publicKey } = provider.keyOf("k1");
    expect((await jwtVerify(elsewhere, publicKey)).payload.sub).toBe("alice");
    expect((await jwtVerify(shared, publicKey, { audience: "sallyport" })).payload.sub).toBe("alice");
    expect(await codeOf(verifier.verify(elsewhere))).toBe("ERR_IDENTITY_TOKEN_AUDIENCE");
    expect(await codeOf(verifier.verify(shared))).toBe("ERR_IDENTITY_TOKEN_AUDIENCE");
    expect(await codeOf(verifier.verify(await provider.sign({ aud: "sallyport2" }, "k1")))).toBe(
      "ERR_IDENTITY_TOKEN_AUDIENCE",
    );
  });

  it("[G8] is refused from an issuer that nobody configured, whatever it signs", async () => {
    const evil = await startOidcProvider();
    await evil.addKey("k1");
    expect(await codeOf(verifier.verify(await evil.sign({}, "k1")))).toBe("ERR_IDENTITY_TOKEN_ISSUER");
    const posing = await evil.sign({ iss: provider.issuer }, "k1");
    expect(await codeOf(verifier.verify(posing))).toBe("ERR_IDENTITY_TOKEN_KEY");
    expect(await codeOf(verifier.verify(await provider.sign({ iss: `${provider.issuer}/` }, "k1")))).toBe(
      "ERR_IDENTITY_TOKEN_ISSUER",
    );
    await evil.stop();
  });

  it("[G8] is refused when its issuer speaks for another's tenant", async () => {
    const forged = await provider.sign({ tenant: "globex" }, "k1");
    expect(await codeOf(verifier.verify(forged))).toBe("ERR_IDENTITY_TOKEN_TENANT");
  });

  it("[G8] is refused when it was made for another purpose", async () => {
    for (const typ of ["logout+jwt", "dpop+jwt", "secevent+jwt", "sallyport-hop+jwt"]) {
      const token = await provider.sign({}, "k1", provider.keyOf("k1"), { typ });
      expect(await codeOf(verifier.verify(token))).toBe("ERR_IDENTITY_TOKEN_HEADER");
    }
    const { issue } = await createWorld();
    const [hop] = (await issue()).tokens;
    expect(await codeOf(verifier.verify(hop!))).toBe("ERR_IDENTITY_TOKEN_HEADER");
  });

  it("[G8] is refused without the scopes that are required", async () => {
    const strict = verifierOf({ requiredScopes: ["agents.use"] });
    for (const scope of [undefined, "", "openid", "agents.use.not", "openid,agents.use"]) {
      expect(await codeOf(strict.verify(await provider.sign({ scope }, "k1")))).toBe(
        "ERR_IDENTITY_TOKEN_SCOPE",
      );
    }
    expect((await strict.verify(await provider.sign({ scp: ["agents.use"] }, "k1"))).id).toBe("alice");
  });
});

describe("a real token at the wrong time", () => {
  it("[G8] is refused when it has expired, is not valid yet, or comes from the future", async () => {
    const expired = await provider.sign({ iat: now() - 7200, exp: now() - 3600 }, "k1");
    const early = await provider.sign({ nbf: now() + 3600, exp: now() + 7200 }, "k1");
    const future = await provider.sign({ iat: now() + 3600, exp: now() + 7200 }, "k1");
    expect(await codeOf(verifier.verify(expired))).toBe("ERR_IDENTITY_TOKEN_EXPIRED");
    expect(await codeOf(verifier.verify(early))).toBe("ERR_IDENTITY_TOKEN_FUTURE");
    expect((await jwtVerify(future, provider.keyOf("k1").publicKey)).payload.sub).toBe("alice");
    expect(await codeOf(verifier.verify(future))).toBe("ERR_IDENTITY_TOKEN_FUTURE");
  });

  it("[G5] is refused when the provider has withdrawn the key that signed it", async () => {
    const forgetful = verifierOf({ keysMaxAgeMs: 0 });
    await provider.addKey("stolen");
    const before = await provider.sign({}, "stolen");
    expect((await forgetful.verify(before)).id).toBe("alice");
    const stolen = provider.withdrawKey("stolen");
    expect(await codeOf(forgetful.verify(before))).toBe("ERR_IDENTITY_TOKEN_KEY");
    const after = await provider.sign({ sub: "ceo" }, "stolen", stolen);
    expect(await codeOf(forgetful.verify(after))).toBe("ERR_IDENTITY_TOKEN_KEY");
  });
});

describe("a token that says too little", () => {
  it.each([
    ["tenant", { tenant: undefined }, "ERR_IDENTITY_TOKEN_CLAIM"],
    ["tenant", { tenant: 7 }, "ERR_IDENTITY_TOKEN_CLAIM"],
    ["tenant", { tenant: "" }, "ERR_IDENTITY_TOKEN_CLAIM"],
    ["sub", { sub: undefined }, "ERR_IDENTITY_TOKEN_CLAIM"],
    ["roles", { roles: "admin" }, "ERR_IDENTITY_TOKEN_CLAIM"],
    ["groups", { groups: [{ name: "finance" }] }, "ERR_IDENTITY_TOKEN_CLAIM"],
    ["clearance", { clearance: "cosmic" }, "ERR_IDENTITY_TOKEN_CLAIM"],
    ["aud", { aud: undefined }, "ERR_IDENTITY_TOKEN_AUDIENCE"],
  ])("[G8] is refused without a proper %s", async (_, claims, code) => {
    expect(await codeOf(verifier.verify(await provider.sign(claims as never, "k1")))).toBe(code);
  });

  it.each(["", "x", "a.b", "a.b.c", "a.b.c.d.e", `${"x".repeat(20_000)}.a.b`])(
    "[G8] is refused when it is no token (%#)",
    async (nonsense) => {
      expect(await codeOf(verifier.verify(nonsense))).toBe("ERR_IDENTITY_TOKEN_MALFORMED");
    },
  );
});

it("[G8] does not believe a discovery document about another issuer, or keys from an open line", async () => {
  const token = await provider.sign({}, "k1");
  for (const discovery of [
    { issuer: "https://attacker.example" },
    { jwks_uri: "http://attacker.example/keys" },
    { jwks_uri: "file:///etc/passwd" },
    { jwks_uri: undefined },
  ]) {
    provider.state.discovery = discovery;
    expect(await codeOf(verifierOf().verify(token))).toBe("ERR_IDENTITY_ISSUER_UNAVAILABLE");
  }
  provider.state.discovery = {};
});

it("[G6] says nothing about the person when it refuses their token", async () => {
  const person = { email: "alice@acme.example", name: "Alice Ek" };
  for (const claims of [
    { exp: now() - 3600 },
    { aud: "wiki" },
    { clearance: "cosmic" },
    { tenant: "globex" },
  ]) {
    const token = await provider.sign({ iat: now() - 7200, ...person, ...claims }, "k1");
    const refusal = await verifier.verify(token).catch((error: unknown) => error);
    expect(SallyportError.isInstance(refusal)).toBe(true);
    expect(inspect(refusal, { depth: 20, showHidden: true })).not.toMatch(/alice|eyJ[\w-]{12}/i);
  }
});
