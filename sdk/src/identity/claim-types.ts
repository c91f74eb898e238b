import * as z from "zod/v4";

/** An id or a name, in a claim or a registration. */
export const text = z.string().min(1).max(256);

/** Whether `kid` is the key's own thumbprint is checked where the key is imported. */
export const publicKey = z.strictObject({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: text,
  kid: text,
});

/** RFC 7519 §2: seconds, perhaps with a fraction; read as milliseconds. */
export const numericDate = z
  .number()
  .nonnegative()
  .transform((seconds) => Math.round(seconds * 1000));

/** Milliseconds as a NumericDate. */
export function toNumericDate(milliseconds: number): number {
  return milliseconds / 1000;
}
