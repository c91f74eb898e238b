import { randomBytes } from "node:crypto";
import { decodedView } from "../decoded-view.ts";
import { foldedView } from "../view.ts";

/** A value that nobody has a reason to repeat: where it appears, something was copied that should not have been. */
export interface Canary {
  readonly id: string;
  /** Unlikely by chance: 12 letters and digits or more. */
  readonly value: string;
}

/** A fresh canary to plant in a document, a database row or a system prompt; looks like a reference number. */
export function createCanary(id: string): Canary {
  const letters = [...randomBytes(16)].map((byte) => alphabet[byte & 31]).join("");
  return { id, value: letters.match(/.{4}/g)?.join("-") ?? letters };
}

/** Without the letters and digits that people and models confuse. */
const alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789X";

/** Which canaries a text repeats, in whatever case, spacing or common encoding, forwards or backwards. */
export function findCanaries(text: string, canaries: readonly Canary[]): readonly Canary[] {
  if (canaries.length === 0) return [];
  const folded = foldedView(text).text;
  const forms = [folded, decodedView(folded)?.text ?? ""].map(lettersAndDigits);
  forms.push([...(forms[0] as string)].reverse().join(""));
  return canaries.filter(({ value }) => {
    const wanted = lettersAndDigits(foldedView(value).text);
    return wanted.length > 0 && forms.some((form) => form.includes(wanted));
  });
}

function lettersAndDigits(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
