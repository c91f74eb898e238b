import type { webcrypto } from "node:crypto";
import type { PublicKey } from "../../crypto/index.ts";
import { canonicalJson } from "./canonical-json.ts";
import { digest, fromBase64Url, utf8 } from "./encoding.ts";

/** A public key that is what its id says (which is not yet a key that is trusted). */
export interface VerifierKey {
  readonly id: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  verify(message: string, signature: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

/** Undefined unless it is an Ed25519 JWK (RFC 8037) whose `kid` is the first 32 digits of its RFC 7638 thumbprint. */
export async function readKey(key: unknown): Promise<VerifierKey | undefined> {
  if (typeof key !== "object" || key === null) return undefined;
  const { kty, crv, x, kid, ...rest } = key as Partial<PublicKey>;
  const bytes = fromBase64Url(x);
  if (kty !== "OKP" || crv !== "Ed25519" || bytes?.length !== 32 || Object.keys(rest).length > 0)
    return undefined;
  const thumbprint = await digest(canonicalJson({ crv, kty, x }));
  if (kid !== thumbprint.slice(7, 39)) return undefined;
  const handle = await importKey(bytes);
  if (handle === undefined) return undefined;
  return {
    id: kid,
    bytes,
    verify: (message, signature) => crypto.subtle.verify("Ed25519", handle, signature, utf8(message)),
  };
}

async function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<webcrypto.CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey("raw", bytes, "Ed25519", true, ["verify"]);
  } catch {
    return undefined;
  }
}

/** Keys by their ids. @throws {TypeError} for one of the verifier's own that is none: then nothing can be verified. */
export async function readTrusted(publicKeys: readonly PublicKey[]): Promise<Map<string, VerifierKey>> {
  const keys = new Map<string, VerifierKey>();
  for (const publicKey of publicKeys) {
    const key = await readKey(publicKey);
    if (key === undefined)
      throw new TypeError("publicKeys: accepted are Ed25519 JWKs whose kid is their thumbprint.");
    keys.set(key.id, key);
  }
  return keys;
}
