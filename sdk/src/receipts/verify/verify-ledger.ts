import type { Receipt } from "../receipt.ts";
import { checkAnchorTimes } from "./anchor-times.ts";
import type { Finding, LedgerBundle, LedgerTrust, VerificationReport } from "./bundle.ts";
import { Chains } from "./chains.ts";
import { type Claim, checkClaim, readClaims } from "./checkpoints.ts";
import { checkContent } from "./content.ts";
import { fromDigest } from "./encoding.ts";
import { readKey, readTrusted, type VerifierKey } from "./keys.ts";
import { limitsOfVerification } from "./limits.ts";
import { hashLeaf, MerkleTree } from "./merkle.ts";
import { checkPruning, isWithoutFacts } from "./pruning.ts";
import { readBundle } from "./read-bundle.ts";
import { isReceipt } from "./receipt-form.ts";
import { checkSignature } from "./signatures.ts";

/**
 * Verifies an exported ledger offline, with nothing but the platform's crypto: every receipt's content, signature
 * and place, every checkpoint, and that the history is the one that the anchors saw. It never throws for what is
 * in the bundle: whatever is wrong with it is a finding.
 *
 * @example
 * const report = await verifyLedger(bundle, { publicKeys: [key], anchors: [{ note }] });
 * if (!report.ok) console.error(report.findings);
 */
export function verifyLedger(bundle: LedgerBundle, trust: LedgerTrust): Promise<VerificationReport> {
  return verify(bundle, trust, []);
}

/**
 * The same for a ledger file, whose every byte matters: also an edit that leaves the JSON's meaning is a finding.
 *
 * @example
 * const report = await verifyLedgerFile(createReadStream("ledger.jsonl", "utf8"), { publicKeys: [key] });
 */
export async function verifyLedgerFile(
  chunks: AsyncIterable<string> | Iterable<string>,
  trust: LedgerTrust,
): Promise<VerificationReport> {
  const findings: Finding[] = [];
  return verify(await readBundle(chunks, (finding) => findings.push(finding)), trust, findings);
}

async function verify(
  bundle: LedgerBundle,
  trust: LedgerTrust,
  findings: Finding[],
): Promise<VerificationReport> {
  const report = (finding: Finding) => findings.push(finding);
  const trusted = await readTrusted(trust.publicKeys);
  const chains = new Chains(new Set(trusted.keys()));

  checkFormat(bundle, report);
  const receipts = listOf(bundle?.receipts).map((value, index) => readReceipt(value, index, report));
  const claims = readClaims(listOf(bundle?.checkpoints), trust.anchors ?? [], report);
  const keys = await readKeys(trusted, listOf(bundle?.keys), report);
  await each(receipts, (receipt, index) => checkContent(receipt, index), report);
  await each(receipts, (receipt, index) => checkSignature(receipt, index, keys), report);
  const covered = await followLog(receipts, claims, chains, keys, report);
  checkPruning(receipts).forEach(report);
  checkAnchorTimes(receipts, claims).forEach(report);

  return {
    ok: findings.length === 0,
    findings: findings.sort((a, b) => (a.index ?? -1) - (b.index ?? -1)),
    receipts: receipts.length,
    writers: chains.writers,
    ...covered,
    pruned: receipts.filter((receipt) => receipt !== undefined && isWithoutFacts(receipt)).length,
    doesNotAssert: limitsOfVerification(trust),
  };
}

type Report = (finding: Finding) => void;

function checkFormat(bundle: LedgerBundle, report: Report): void {
  const isWhole =
    bundle?.format === "sallyport/ledger/v1" &&
    [bundle.keys, bundle.receipts, bundle.checkpoints].every(Array.isArray) &&
    Object.keys(bundle).length === 4;
  if (!isWhole) report({ code: "malformed", message: "This is not a sallyport/ledger/v1 bundle." });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A place that holds no receipt stays in the log, so that what follows keeps its index. */
function readReceipt(value: unknown, index: number, report: Report): Receipt | undefined {
  if (isReceipt(value)) return value;
  report({ code: "malformed", message: "This is not a receipt.", index });
  return undefined;
}

/** The bundle's keys beside the trusted ones: material, which {@link Chains} believes or not. */
async function readKeys(
  trusted: ReadonlyMap<string, VerifierKey>,
  candidates: readonly unknown[],
  report: Report,
): Promise<ReadonlyMap<string, VerifierKey>> {
  const keys = new Map(trusted);
  for (const candidate of candidates) {
    const key = await readKey(candidate);
    if (key !== undefined) keys.set(key.id, key);
    else report({ code: "malformed", message: "A key is not an Ed25519 JWK whose kid is its thumbprint." });
  }
  return keys;
}

/** Goes through the log in order: chains, tree, and the checkpoints where the tree has their size. */
async function followLog(
  receipts: readonly (Receipt | undefined)[],
  claims: readonly Claim[],
  chains: Chains,
  keys: ReadonlyMap<string, VerifierKey>,
  report: Report,
): Promise<{ readonly checkpointed: number; readonly anchored: number }> {
  const tree = new MerkleTree();
  const waiting = [...claims];
  let checkpointed = 0;
  let anchored = 0;
  for (let size = 0; size <= receipts.length; size++) {
    for (let claim = waiting[0]; claim?.checkpoint.size === size; claim = waiting[0]) {
      waiting.shift();
      const found = await checkClaim(claim, await tree.root(), chains, keys);
      found.forEach(report);
      if (found.length > 0) continue;
      if (claim.anchor === undefined) checkpointed = size;
      else anchored = size;
    }
    if (size === receipts.length) break;
    const receipt = receipts[size];
    if (receipt !== undefined) chains.take(receipt, size).forEach(report);
    await tree.add(await hashLeaf(fromDigest(receipt?.hash) ?? new Uint8Array()));
  }
  for (const { checkpoint, anchor } of waiting) {
    const missing = checkpoint.size - receipts.length;
    const who = anchor === undefined ? "A checkpoint" : "An anchor";
    report({ code: "truncated", message: `${who} saw ${missing} more receipts than there are.` });
  }
  return { checkpointed, anchored };
}

/** Runs an asynchronous check over all receipts, a window of them at a time. */
async function each(
  receipts: readonly (Receipt | undefined)[],
  check: (receipt: Receipt, index: number) => Promise<readonly Finding[]>,
  report: Report,
): Promise<void> {
  const window = 256;
  for (let start = 0; start < receipts.length; start += window) {
    const checks = receipts.slice(start, start + window).map(async (receipt, offset) => {
      if (receipt === undefined) return [];
      const index = start + offset;
      return check(receipt, index).catch(() => [unreadable(receipt, index)]);
    });
    for (const found of await Promise.all(checks)) found.forEach(report);
  }
}

/** Nested too deeply, or with text that has no canonical form. */
function unreadable(receipt: Receipt, index: number): Finding {
  return { code: "malformed", message: "This receipt has no canonical form.", index, receipt: receipt.id };
}
