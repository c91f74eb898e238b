import { createHash, sign } from "node:crypto";
import type { SigningKey } from "../crypto/index.ts";

/** C2SP signed-note with one Ed25519 signature (type 0x01), over a text that ends in a newline. */
export function signNote(text: string, name: string, key: SigningKey): string {
  const publicKey = Buffer.from(key.publicKey.x, "base64url");
  const keyHash = createHash("sha256").update(`${name}\n\x01`).update(publicKey).digest().subarray(0, 4);
  const signature = sign(null, Buffer.from(text), key.keyObject);
  return `${text}\n— ${name} ${Buffer.concat([keyHash, signature]).toString("base64")}\n`;
}

/**
 * Is the note over this text? One that this key signed must also be signed right: Ed25519 signs the same text the
 * same way. Of one that an earlier key signed only the text is compared.
 */
export function isNoteOver(note: string, text: string, name: string, key: SigningKey): boolean {
  const again = signNote(text, name, key);
  return note === again || (note.startsWith(`${text}\n`) && keyHashOf(note) !== keyHashOf(again));
}

function keyHashOf(note: string): string {
  const signature = note.slice(note.lastIndexOf(" ") + 1);
  return Buffer.from(signature, "base64").toString("hex", 0, 4);
}
