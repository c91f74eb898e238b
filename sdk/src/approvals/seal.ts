import { createHmac, createSecretKey } from "node:crypto";
import { deriveSecret, type SigningKey } from "../crypto/index.ts";

/** Makes what tells a text that a process of this home has stored from one that somebody else wrote there. */
export type Seal = (text: string) => string;

/**
 * HMAC-SHA256 (RFC 2104) under a key that the database does not hold: a digest beside the text could be made anew by
 * whoever changes the text. Processes that have the same `key` know each other's seals.
 */
export function createSeal(key: SigningKey): Seal {
  const sealKey = createSecretKey(deriveSecret(key, "sallyport/approval-request/v1"));
  return (text) => createHmac("sha256", sealKey).update(text).digest("base64url");
}
