import { createHmac, createSecretKey, hkdfSync } from "node:crypto";
import type { SigningKey } from "../crypto/index.ts";

/** Makes what tells a text that a process of this home has stored from one that somebody else wrote there. */
export type Seal = (text: string) => string;

/**
 * HMAC-SHA256 (RFC 2104) under a key that the database does not hold: a digest beside the text could be made anew by
 * whoever changes the text. Processes that have the same `key` know each other's seals.
 */
export function createSeal(key: SigningKey): Seal {
  // HKDF-SHA256 (RFC 5869): the key itself goes on to be used for signatures alone.
  const secret = key.keyObject.export({ format: "der", type: "pkcs8" });
  const derived = hkdfSync("sha256", secret, "", "sallyport/approval-request/v1", 32);
  const sealKey = createSecretKey(Buffer.from(derived));
  return (text) => createHmac("sha256", sealKey).update(text).digest("base64url");
}
