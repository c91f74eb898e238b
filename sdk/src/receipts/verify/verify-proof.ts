import type { Receipt } from "../receipt.ts";
import type { Finding, FindingCode, LedgerTrust } from "./bundle.ts";
import { checkContent } from "./content.ts";
import { fromBase64, fromDigest } from "./encoding.ts";
import { readTrusted, type VerifierKey } from "./keys.ts";
import { hashLeaf } from "./merkle.ts";
import { isConsistent, isIncluded } from "./merkle-proofs.ts";
import { type Checkpoint, readCheckpoint, signerOf } from "./note.ts";
import { isReceipt } from "./receipt-form.ts";
import { checkSignature } from "./signatures.ts";

/** What a proof about one receipt shows. */
export interface ProofReport {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  /** Only to be read when `ok`. */
  readonly receipt: Receipt | undefined;
}

/**
 * Verifies a C2SP tlog-proof by `proveInclusion`: the receipt is signed by a trusted key, and it is in the log whose
 * checkpoint a trusted key signed. It says nothing about what else is in that log.
 */
export async function verifyReceiptProof(text: string, trust: LedgerTrust): Promise<ProofReport> {
  const proof = readProof(text);
  if (proof === undefined)
    return {
      ok: false,
      findings: [finding("malformed", "This is not a receipt proof.")],
      receipt: undefined,
    };
  const { receipt, checkpoint, index, path } = proof;
  const keys = await readTrusted(trust.publicKeys);
  const leaf = { hash: await hashLeaf(fromDigest(receipt.hash) as Uint8Array<ArrayBuffer>), index };
  const findings = [
    ...(await checkContent(receipt, index)),
    ...(await checkSignature(receipt, index, keys)),
    ...(await checkSigned(checkpoint, keys)),
    ...((await isIncluded(leaf, checkpoint, path))
      ? []
      : [finding("checkpoint-mismatch", "The receipt is not in that log.")]),
  ];
  return { ok: findings.length === 0, findings, receipt };
}

/**
 * Verifies, with hashes by `proveConsistency`, that the ledger only grew between two checkpoints: what two auditors
 * do with theirs, to see that they were shown the same history. Two signed checkpoints that contradict each other
 * are evidence against the key's holder.
 *
 * @returns The findings: none when the older one's history is the beginning of the newer one's.
 */
export async function verifyConsistency(
  {
    older,
    newer,
    proof,
  }: { readonly older: string; readonly newer: string; readonly proof: readonly string[] },
  trust: LedgerTrust,
): Promise<readonly Finding[]> {
  const [first, second] = [readCheckpoint(older), readCheckpoint(newer)];
  const path = proof.map(readHash);
  if (first === undefined || second === undefined || !path.every((hash) => hash !== undefined))
    return [finding("malformed", "A checkpoint or the proof does not have the specified form.")];
  const keys = await readTrusted(trust.publicKeys);
  const isGrown = first.origin === second.origin && (await isConsistent(first, second, path));
  return [
    ...(await checkSigned(first, keys)),
    ...(await checkSigned(second, keys)),
    ...(isGrown
      ? []
      : [finding("forked", "The newer checkpoint does not continue the older one's history.")]),
  ];
}

async function checkSigned(
  checkpoint: Checkpoint,
  keys: ReadonlyMap<string, VerifierKey>,
): Promise<readonly Finding[]> {
  if ((await signerOf(checkpoint, keys.values())) !== undefined) return [];
  return [
    finding(
      "signature-invalid",
      `The checkpoint of ${checkpoint.size} receipts is not signed by a trusted key.`,
    ),
  ];
}

function readProof(text: string) {
  const [, extra = "", index = "", hashes = "", note] =
    /^c2sp\.org\/tlog-proof@v1\nextra (\S+)\nindex (0|[1-9]\d{0,15})\n((?:\S+\n)*)\n(.+)$/s.exec(text) ?? [];
  const checkpoint = readCheckpoint(note);
  const path = hashes.split("\n").slice(0, -1).map(readHash);
  const receipt = readJson(fromBase64(extra));
  if (checkpoint === undefined || !path.every((hash) => hash !== undefined) || !isReceipt(receipt))
    return undefined;
  return { checkpoint, path, receipt, index: Number(index) };
}

function readHash(text: string): Uint8Array<ArrayBuffer> | undefined {
  const hash = fromBase64(text);
  return hash?.length === 32 ? hash : undefined;
}

function readJson(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function finding(code: FindingCode, message: string): Finding {
  return { code, message };
}
