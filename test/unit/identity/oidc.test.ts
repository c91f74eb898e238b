import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTokenVerifier, type TrustedIssuer } from "../../../sdk/src/identity/index.ts";
import { type OidcProvider, startOidcProvider } from "./oidc-provider.ts";
import { codeOf } from "./world.ts";

let provider: OidcProvider;
beforeEach(async () => {
  provider = await startOidcProvider();
  await provider.addKey("k1");
});
afterEach(() => provider.stop());

const verifierOf = (settings: Partial<TrustedIssuer> = {}) =>
  createTokenVerifier({ issuers: [{ issuer: provider.issuer, audience: "sallyport", ...settings }] });

describe("an OpenID provider", () => {
  it("is discovered, and its keys are fetched once", async () => {
    const verifier = verifierOf();
    for (let call = 0; call < 3; call++) {
      const principal = await verifier.verify(await provider.sign({ roles: ["analyst"] }, "k1"));
      expect(principal).toMatchObject({
        id: "alice",
        tenant: "acme",
        roles: ["analyst"],
        clearance: "public",
      });
    }
    expect(provider.requests).toEqual(["/.well-known/openid-configuration", "/keys"]);
  });

  it("is asked for its keys where the configuration says", async () => {
    await verifierOf({ jwksUri: `${provider.issuer}/other/keys` }).verify(await provider.sign({}, "k1"));
    expect(provider.requests).toEqual(["/other/keys"]);
  });

  it.each(["ES256", "RS256", "PS256", "EdDSA"])("may sign with %s", async (algorithm) => {
    await provider.addKey("k2", algorithm);
    expect((await verifierOf().verify(await provider.sign({}, "k2"))).id).toBe("alice");
  });

  it("may rotate its keys", async () => {
    const verifier = verifierOf({ keysCooldownMs: 0 });
    await verifier.verify(await provider.sign({}, "k1"));
    provider.withdrawKey("k1");
    await provider.addKey("k2");
    expect((await verifier.verify(await provider.sign({}, "k2"))).id).toBe("alice");
  });

  it("may be away for a moment", async () => {
    const verifier = verifierOf();
    const token = await provider.sign({}, "k1");
    provider.state.down = true;
    expect(await codeOf(verifier.verify(token))).toBe("ERR_IDENTITY_ISSUER_UNAVAILABLE");
    provider.state.down = false;
    expect((await verifier.verify(token)).id).toBe("alice");
  });

  it("may put its claims where it likes", async () => {
    const verifier = verifierOf({
      requiredScopes: ["agents.use"],
      claims: {
        tenant: { value: "acme" },
        roles: ["realm_access", "roles"],
        groups: "https://acme.example/groups",
        clearance: ["attributes", "clearance"],
        name: "preferred_username",
      },
    });
    const token = await provider.sign(
      {
        tenant: "not-this-one",
        scope: "openid agents.use",
        realm_access: { roles: ["analyst"] },
        "https://acme.example/groups": ["finance"],
        attributes: { clearance: "restricted" },
        preferred_username: "Alice Ek",
        email: "alice@acme.example",
      },
      "k1",
    );
    expect(await verifier.verify(token)).toEqual({
      type: "user",
      id: "alice",
      tenant: "acme",
      roles: ["analyst"],
      groups: ["finance"],
      clearance: "restricted",
      name: "Alice Ek",
      email: "alice@acme.example",
    });
  });

  it("may run a clock that is a little off", async () => {
    const seconds = Math.floor(Date.now() / 1000);
    const token = await provider.sign({ iat: seconds + 10, exp: seconds + 600 }, "k1");
    expect((await verifierOf().verify(token)).id).toBe("alice");
    expect(await codeOf(verifierOf({ clockSkewMs: 0 }).verify(token))).toBe("ERR_IDENTITY_TOKEN_FUTURE");
  });
});

describe("the trusted issuers", () => {
  const issuer = "https://login.acme.example";
  const refusal = (...issuers: readonly object[]) => {
    try {
      createTokenVerifier({ issuers: issuers as never });
    } catch (error) {
      return (error as Error).message;
    }
    return "accepted";
  };

  it("are refused with a message that names the key, and what is accepted", () => {
    expect(refusal({ issuer, audience: "" })).toContain("[0].audience");
    expect(refusal({ issuer, audience: "a", algorithms: ["HS256"] })).toContain("[0].algorithms[0]");
    expect(refusal({ issuer, audience: "a", jwksUri: "http://login.acme.example/keys" })).toContain("https");
    expect(refusal({ issuer, audience: "a", aud: "b" })).toContain("aud");
    expect(refusal({ issuer: "http://login.acme.example", audience: "a" })).toContain("https");
    expect(refusal({ issuer: "http://localhost.attacker.example", audience: "a" })).toContain("https");
    expect(refusal({ issuer: "https://localhost@attacker.example", audience: "a" })).toContain("https");
    expect(refusal()).toContain("issuers");
  });

  it("may not speak for each other's tenants", () => {
    const other = { issuer: "https://login.globex.example", audience: "a" };
    const acme = { issuer, audience: "a", claims: { tenant: { value: "acme" } } };
    expect(refusal(acme, other)).toContain("login.globex.example could speak for the tenants of another");
    expect(refusal(acme, { ...other, tenants: ["globex"] })).toBe("accepted");
    expect(refusal(acme, { ...acme, audience: "b" })).toContain("same issuer");
  });
});
