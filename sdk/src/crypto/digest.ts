import { createHash, timingSafeEqual } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";

/** `sha256:` and 64 lowercase hexadecimal digits. */
export type Digest = `sha256:${string}`;

/** SHA-256 of bytes, or of a text's UTF-8. */
export function sha256(data: string | Uint8Array): Digest {
  return `sha256:${createHash("sha256").update(data).digest("hex")}`;
}

/**
 * SHA-256 over `[tag, value]` in canonical JSON. The tag ("sallyport/arguments/v1") names what is digested,
 * so that a digest made for one purpose never matches one made for another.
 *
 * @throws {SallyportError} `ERR_CRYPTO_NOT_JSON`.
 */
export function digestOf(tag: string, value: unknown): Digest {
  return sha256(canonicalJson([tag, value]));
}

/** Constant-time for equal lengths; lengths are not secret here. */
export function equalConstantTime(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
