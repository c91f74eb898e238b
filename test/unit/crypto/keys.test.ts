import { mkdtempSync, statSync } from "node:fs";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import {
  exportPrivateKey,
  generateSigningKey,
  importSigningKey,
  openSigningKey,
  verifySignature,
} from "../../../sdk/src/crypto/index.ts";

describe("signing keys", () => {
  it("signs a tagged value that verifies with the public half alone", () => {
    const key = generateSigningKey();
    const signature = key.sign("test/v1", { amount: 5 });
    expect(verifySignature(key.publicKey, "test/v1", { amount: 5 }, signature)).toBe(true);
    expect(verifySignature(key.publicKey, "test/v1", { amount: 50 }, signature)).toBe(false);
    expect(verifySignature(key.publicKey, "other/v1", { amount: 5 }, signature)).toBe(false);
    expect(verifySignature(generateSigningKey().publicKey, "test/v1", { amount: 5 }, signature)).toBe(false);
    expect(verifySignature(key.publicKey, "test/v1", { amount: 5 }, "not a signature")).toBe(false);
  });

  it("refuses a public key whose kid is not its thumbprint", () => {
    const key = generateSigningKey();
    const renamed = { ...generateSigningKey().publicKey, kid: key.publicKey.kid };
    expect(() => verifySignature(renamed, "t", 1, key.sign("t", 1))).toThrow(
      expect.objectContaining({ code: "ERR_CRYPTO_BAD_KEY" }),
    );
  });

  it("shows the public half alone when it is printed, spread or serialised", () => {
    const key = generateSigningKey();
    const secret = exportPrivateKey(key).d as string;
    for (const shown of [inspect(key, { depth: 9 }), JSON.stringify(key), JSON.stringify({ ...key })]) {
      expect(shown).not.toContain(secret);
    }
  });

  it("refuses what is not an Ed25519 private key", () => {
    const { publicKey } = generateSigningKey();
    expect(() => importSigningKey({ ...publicKey })).toThrow(
      expect.objectContaining({ code: "ERR_CRYPTO_BAD_KEY" }),
    );
    expect(() => importSigningKey({ kty: "oct", k: "AAAA" })).toThrow(
      expect.objectContaining({ code: "ERR_CRYPTO_BAD_KEY" }),
    );
  });
});

describe("openSigningKey", () => {
  const path = () => join(mkdtempSync(join(tmpdir(), "sallyport-key-")), "keys", "ledger.json");

  it("makes the key once, with mode 0600, and opens the same one again", () => {
    const file = path();
    const first = openSigningKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openSigningKey(file).publicKey).toEqual(first.publicKey);
  });

  it("refuses a key file that others may read, and one that is damaged", async () => {
    const file = path();
    openSigningKey(file);
    await chmod(file, 0o644);
    expect(() => openSigningKey(file)).toThrow(expect.objectContaining({ code: "ERR_CRYPTO_KEY_FILE_MODE" }));
    await chmod(file, 0o600);
    const text = await readFile(file, "utf8");
    await writeFile(file, text.slice(0, 40));
    expect(() => openSigningKey(file)).toThrow(
      expect.objectContaining({
        code: "ERR_CRYPTO_BAD_KEY",
        message: expect.not.stringContaining(text.slice(20, 40)),
      }),
    );
  });
});
