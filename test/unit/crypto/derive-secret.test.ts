import { expect, it } from "vitest";
import { deriveSecret, generateSigningKey } from "../../../sdk/src/crypto/index.ts";

const key = generateSigningKey();

it("derives the same 32 bytes from the same key for the same purpose, and others otherwise", () => {
  const secret = deriveSecret(key, "a/v1");
  expect(secret).toHaveLength(32);
  expect(deriveSecret(key, "a/v1")).toEqual(secret);
  expect(deriveSecret(key, "b/v1")).not.toEqual(secret);
  expect(deriveSecret(generateSigningKey(), "a/v1")).not.toEqual(secret);
});
