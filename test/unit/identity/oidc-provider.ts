import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

/** A real OpenID provider on the loopback interface: discovery, keys over HTTP, rotation, outages. */
export async function startOidcProvider() {
  const keys = new Map<string, Awaited<ReturnType<typeof newKey>>>();
  const requests: string[] = [];
  const state = { down: false, discovery: {} as Record<string, unknown> };
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    if (state.down) {
      response.writeHead(503).end();
      return;
    }
    const body =
      request.url === "/.well-known/openid-configuration"
        ? { issuer, jwks_uri: `${issuer}/keys`, ...state.discovery }
        : { keys: [...keys.values()].map((key) => key.jwk) };
    response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    requests,
    state,
    /** Publishes a key; the provider signs with any that it still holds. */
    addKey: async (kid: string, alg = "ES256") => keys.set(kid, await newKey(kid, alg)),
    /** Takes a key out of the published set, but leaves it in the hands of whoever stole it. */
    withdrawKey(kid: string) {
      const key = keys.get(kid)!;
      keys.delete(kid);
      return key;
    },
    keyOf: (kid: string) => keys.get(kid)!,
    async sign(claims: JWTPayload, kid: string, key = keys.get(kid)!, header: Record<string, unknown> = {}) {
      return new SignJWT({ iss: issuer, aud: "sallyport", sub: "alice", tenant: "acme", ...claims })
        .setProtectedHeader({ alg: key.alg, typ: "at+jwt", kid, ...header })
        .setIssuedAt(claims.iat)
        .setExpirationTime(claims.exp ?? "10m")
        .sign(key.privateKey);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

export type OidcProvider = Awaited<ReturnType<typeof startOidcProvider>>;

async function newKey(kid: string, alg: string) {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, publicKey, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}
