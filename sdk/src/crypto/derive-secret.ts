import { hkdfSync } from "node:crypto";
import type { SigningKey } from "./keys.ts";

/**
 * 32 bytes for one purpose, by HKDF-SHA256 (RFC 5869) over a key's private part: the same wherever the key is, and of
 * no use for any other purpose, or for signing.
 */
export function deriveSecret(key: SigningKey, purpose: string): Uint8Array {
  const secret = key.keyObject.export({ format: "der", type: "pkcs8" });
  return new Uint8Array(hkdfSync("sha256", secret, "", purpose, 32));
}
