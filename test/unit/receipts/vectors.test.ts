import { createHash, createPublicKey, verify } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { buildVectors, filesOf, type Vectors } from "../../../fixtures/receipts/vectors.ts";
import {
  verifyConsistency,
  verifyLedgerFile,
  verifyReceiptProof,
} from "../../../sdk/src/receipts/verify/index.ts";

const folder = new URL("../../../fixtures/receipts/vectors/", import.meta.url);
const read = (name: string) => readFile(new URL(name, folder), "utf8");
const digest = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;
const codesOf = (findings: readonly { readonly code: string }[]) =>
  [...new Set(findings.map(({ code }) => code))].sort();

describe("the conformance vectors", () => {
  let vectors: Vectors;
  beforeAll(async () => {
    vectors = JSON.parse(await read("vectors.json"));
  });

  it("are what their script writes", async () => {
    const files = filesOf(await buildVectors());
    expect((await readdir(folder)).sort()).toEqual([...files.keys()].sort());
    for (const [name, text] of files) expect(await read(name), name).toBe(text);
  });

  it("spell out one receipt's encoding", () => {
    const { encoding, ledgers } = vectors;
    const { factsInput, factsDigest, hashInput, hash, signatureInput, signature } = encoding;
    expect(digest(factsInput)).toBe(factsDigest);
    expect(digest(hashInput)).toBe(hash);
    expect(JSON.parse(signatureInput)).toEqual(["sallyport/receipt-signature/v1", hash]);
    const [{ kty, crv, x }] = ledgers[0]?.trust.publicKeys as [PublicKey];
    const key = createPublicKey({ key: { kty, crv, x }, format: "jwk" });
    expect(verify(null, Buffer.from(signatureInput), key, Buffer.from(signature, "base64url"))).toBe(true);
  });

  it("[G4] get the expected verdict: ledgers", async () => {
    for (const { name, file, trust, expected } of vectors.ledgers) {
      const report = await verifyLedgerFile([await read(file)], trust);
      expect(codesOf(report.findings), name).toEqual(expected);
      expect(report.ok, name).toBe(expected.length === 0);
    }
  });

  it("[G4] get the expected verdict: proofs of one receipt", async () => {
    for (const { name, proof, trust, expected } of vectors.proofs)
      expect(codesOf((await verifyReceiptProof(proof, trust)).findings), name).toEqual(expected);
  });

  it("[G4] get the expected verdict: proofs of consistency", async () => {
    for (const { name, trust, expected, ...claim } of vectors.consistency)
      expect(codesOf(await verifyConsistency(claim, trust)), name).toEqual(expected);
  });
});
