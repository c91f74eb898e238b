import { compactVerify, exportJWK, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { generateSigningKey, importPublicKey } from "../../../sdk/src/crypto/index.ts";
import { signJws, verifyJws } from "../../../sdk/src/identity/jws.ts";

const key = generateSigningKey();
const expected = {
  type: "sallyport-proof+jwt",
  key: importPublicKey(key.publicKey),
  keyId: key.publicKey.kid,
  area: "PROOF",
  name: "The proof",
} as const;
const claims = { jti: "1", text: "ünïcödé 💥", list: [1, 2.5, null] };

describe("our JWS and jose, the reference", () => {
  it("reads what we write", async () => {
    const token = signJws(key, "sallyport-proof+jwt", claims);
    const { payload, protectedHeader } = await compactVerify(token, expected.key);
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(claims);
    expect(protectedHeader).toEqual({ alg: "EdDSA", typ: "sallyport-proof+jwt", kid: key.publicKey.kid });
  });

  it("writes what we read", async () => {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: "EdDSA", typ: "sallyport-proof+jwt", kid: key.publicKey.kid })
      .sign(key.keyObject);
    expect(verifyJws(token, expected)).toEqual(claims);
  });

  it("agrees on the key", async () => {
    const { kid: _, ...jwk } = key.publicKey;
    expect(await exportJWK(expected.key)).toEqual(jwk);
  });
});
