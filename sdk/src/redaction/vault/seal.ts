import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { canonicalJson } from "../../crypto/index.ts";
import { SallyportError } from "../../errors.ts";
import type { RedactionErrorCode } from "../errors.ts";

const ivLength = 12;
const tagLength = 16;

/** AES-256-GCM (NIST SP 800-38D) with a random IV; `context` is bound as additional data. IV, tag, ciphertext. */
export function seal(key: Uint8Array, value: Uint8Array, context: readonly string[]): Uint8Array {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(canonicalJson(context)));
  const ciphertext = Buffer.concat([cipher.update(value), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]);
}

/** @throws {SallyportError} `ERR_REDACTION_VAULT_DAMAGED` when key, context or bytes aren't those it was sealed with. */
export function unseal(key: Uint8Array, sealed: Uint8Array, context: readonly string[]): Buffer {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, ivLength), {
      authTagLength: tagLength,
    })
      .setAAD(Buffer.from(canonicalJson(context)))
      .setAuthTag(sealed.subarray(ivLength, ivLength + tagLength));
    return Buffer.concat([decipher.update(sealed.subarray(ivLength + tagLength)), decipher.final()]);
  } catch (cause) {
    throw new SallyportError<RedactionErrorCode>({
      code: "ERR_REDACTION_VAULT_DAMAGED",
      message:
        "A sealed value of the vault can't be opened: it was changed, moved, or sealed with another key.",
      hint: "Check that the vault's keys are the ones it was filled with; restore the database from a backup otherwise.",
      cause,
    });
  }
}
