import { createHash, createPublicKey, verify } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import type {
  ConsistencyVector,
  EncodingVector,
  LedgerVector,
  ProofVector,
} from "../../../fixtures/receipts/vector.ts";
import { buildVectors } from "../../../fixtures/receipts/vectors.ts";
import type { PublicKey } from "../../../sdk/src/crypto/index.ts";
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
  const vectors = new Map<string, object[]>();
  const ofType = <Vector>(type: string) => vectors.get(type) as Vector[];

  beforeAll(async () => {
    for (const line of (await read("index.jsonl")).trimEnd().split("\n")) {
      const { type, ...vector } = JSON.parse(line);
      vectors.set(type, [...(vectors.get(type) ?? []), vector]);
    }
  });

  it("are what their script writes", async () => {
    const files = await buildVectors();
    expect((await readdir(folder)).sort()).toEqual([...files.keys()].sort());
    for (const [name, text] of files) expect(await read(name), name).toBe(text);
  });

  it("spell out one receipt's encoding", () => {
    const [encoding] = ofType<EncodingVector>("encoding");
    const { factsInput, factsDigest, hashInput, hash, signatureInput, signature } =
      encoding as EncodingVector;
    expect(digest(factsInput)).toBe(factsDigest);
    expect(digest(hashInput)).toBe(hash);
    expect(JSON.parse(signatureInput)).toEqual(["sallyport/receipt-signature/v1", hash]);
    const [ledger] = ofType<LedgerVector>("ledger") as [LedgerVector];
    const [{ kty, crv, x }] = ledger.trust.publicKeys as [PublicKey];
    const key = createPublicKey({ key: { kty, crv, x }, format: "jwk" });
    expect(verify(null, Buffer.from(signatureInput), key, Buffer.from(signature, "base64url"))).toBe(true);
  });

  it("[G4] get the expected verdict: ledgers", async () => {
    for (const { name, file, trust, expected } of ofType<LedgerVector>("ledger")) {
      const report = await verifyLedgerFile([await read(file)], trust);
      expect(codesOf(report.findings), name).toEqual(expected);
      expect(report.ok, name).toBe(expected.length === 0);
    }
  });

  it("[G4] get the expected verdict: proofs of one receipt", async () => {
    for (const { name, proof, trust, expected } of ofType<ProofVector>("proof"))
      expect(codesOf((await verifyReceiptProof(proof, trust)).findings), name).toEqual(expected);
  });

  it("[G4] get the expected verdict: proofs of consistency", async () => {
    for (const { name, trust, expected, ...claim } of ofType<ConsistencyVector>("consistency"))
      expect(codesOf(await verifyConsistency(claim, trust)), name).toEqual(expected);
  });
});
