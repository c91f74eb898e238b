import { canonicalJson, type SigningKey, sha256 } from "../../sdk/src/crypto/index.ts";
import {
  createCheckpoint,
  exportLedger,
  type OpenLedger,
  openLedger,
  type Receipt,
} from "../../sdk/src/receipts/index.ts";
import type { FindingCode, LedgerBundle, LedgerTrust } from "../../sdk/src/receipts/verify/index.ts";
import { verifyLedger } from "../../sdk/src/receipts/verify/index.ts";
import { openStorage, type Storage } from "../../sdk/src/storage/index.ts";

/** The audit log that people build: each entry names the hash of the one before. No key, no checkpoint. */
export interface NaiveEntry {
  readonly what: string;
  readonly at: number;
  readonly previous: string;
  readonly hash: string;
}

export function naiveChain(
  events: readonly { readonly what: string; readonly at: number }[],
): readonly NaiveEntry[] {
  const chain: NaiveEntry[] = [];
  for (const { what, at } of events) {
    const previous = chain.at(-1)?.hash ?? "";
    chain.push({ what, at, previous, hash: sha256(canonicalJson([what, at, previous])) });
  }
  return chain;
}

export function naiveVerify(chain: readonly NaiveEntry[]): boolean {
  return chain.every(({ what, at, previous, hash }, index) => {
    const isLinked = previous === (chain[index - 1]?.hash ?? "");
    return isLinked && hash === sha256(canonicalJson([what, at, previous]));
  });
}

export interface Books {
  readonly storage: Storage;
  readonly ledger: OpenLedger;
  readonly key: SigningKey;
  readonly clock: { now: number };
}

export const origin = "acme.example/agents";

/** A ledger of its own in memory, written with this key. */
export async function openBooks(key: SigningKey, writer = "gateway-1"): Promise<Books> {
  const storage = await openStorage(":memory:");
  const clock = { now: Date.UTC(2026, 10, 23) };
  return { storage, key, clock, ledger: await openLedger({ storage, key, writer, clock: () => clock.now }) };
}

/** The story that the attackers dislike: mallory's agent sent 90,000 away. */
export const story = ["hello", "wire 90,000 to mallory", "bye", "good night"] as const;

export async function record({ ledger, clock }: Books, events: readonly string[] = story): Promise<void> {
  for (const [index, what] of events.entries()) {
    clock.now += 1_000;
    const type = index % 2 ? "tool-call-executed" : "tool-call-attempted";
    await ledger.append({
      type,
      tenant: "acme",
      session: "s-1",
      principal: "mallory",
      facts: { tool: "wire", what },
    });
  }
}

/** @returns The signed note. */
export async function checkpoint({ storage, key, clock }: Books): Promise<string> {
  return (await createCheckpoint({ storage, key, origin, clock: () => clock.now })).note;
}

export const exportOf = ({ storage }: Books): Promise<LedgerBundle> => exportLedger({ storage });

/** What the auditor finds: the codes, each once. */
export async function audit(bundle: LedgerBundle, trust: LedgerTrust): Promise<readonly FindingCode[]> {
  const { findings, ok } = await verifyLedger(bundle, trust);
  if (ok !== (findings.length === 0)) throw new Error("ok contradicts the findings");
  return [...new Set(findings.map(({ code }) => code))];
}

/** What everyone who can write to the database can do: new hashes, facts' digests and links, but no signature. */
export function rehash(receipts: readonly Receipt[]): readonly Receipt[] {
  const tails = new Map<string, Receipt>();
  return receipts.map((receipt) => {
    const tail = tails.get(receipt.writer);
    const sequence = (tail?.sequence ?? 0) + 1;
    const {
      facts,
      factsSalt,
      hash: _,
      signature,
      ...body
    } = {
      ...receipt,
      sequence,
      id: `${receipt.writer}:${sequence}`,
      previousHash: tail?.hash ?? `sha256:${"0".repeat(64)}`,
    };
    const factsDigest = sha256(canonicalJson(["sallyport/facts/v1", factsSalt, facts]));
    const hash = sha256(canonicalJson(["sallyport/receipt/v1", { ...body, factsDigest }]));
    const forged: Receipt = {
      ...body,
      ...(facts && { facts }),
      ...(factsSalt && { factsSalt }),
      factsDigest,
      hash,
      signature,
    };
    tails.set(receipt.writer, forged);
    return forged;
  });
}
