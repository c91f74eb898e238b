import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Encrypts what the database keeps for us; `about` binds it to its row, so that rows cannot be exchanged. */
export interface Seal {
  close(text: string, about: string): string;
  /** @throws when the key is another one, or anything was changed. */
  open(sealed: string, about: string): string;
}

const algorithm = "aes-256-gcm";
const [nonceLength, tagLength] = [12, 16];

/** AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. */
export function createSeal(key: Uint8Array): Seal {
  return {
    close(text, about) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, "base64");
      const [nonce, tag] = [
        bytes.subarray(0, nonceLength),
        bytes.subarray(nonceLength, nonceLength + tagLength),
      ];
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength })
        .setAAD(Buffer.from(about))
        .setAuthTag(tag);
      const text = [decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()];
      return Buffer.concat(text).toString("utf8");
    },
  };
}
