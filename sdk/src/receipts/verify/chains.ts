import type { PublicKey } from "../../crypto/index.ts";
import type { Receipt } from "../receipt.ts";
import type { Finding, FindingCode } from "./bundle.ts";

interface Tail {
  readonly sequence: number;
  readonly hash: string;
  readonly at: number;
  /** The key that must sign what follows. */
  readonly keyId: string;
  /** So far every receipt names the key that it has to: what the chain says of keys counts. */
  readonly isSound: boolean;
}

const genesisHash = `sha256:${"0".repeat(64)}`;

/** The writers' chains, taken receipt by receipt in log order. */
export class Chains {
  readonly #tails = new Map<string, Tail>();
  /** Keys that a receipt handed over to. Believed because a believed key signed the handover. */
  readonly #introduced = new Set<string>();
  readonly #retired = new Set<string>();
  readonly #trusted: ReadonlySet<string>;

  constructor(trusted: ReadonlySet<string>) {
    this.#trusted = trusted;
  }

  get writers(): readonly string[] {
    return [...this.#tails.keys()];
  }

  /** May this key sign something new now: believed, and not handed over by all who had it? */
  isCurrent(keyId: string): boolean {
    if (!this.#isBelieved(keyId)) return false;
    return (
      !this.#retired.has(keyId) ||
      [...this.#tails.values()].some((tail) => tail.isSound && tail.keyId === keyId)
    );
  }

  /** Does the receipt continue its writer's chain: place, link, time and key? */
  take(receipt: Receipt, index: number): readonly Finding[] {
    const tail = this.#tails.get(receipt.writer);
    const found = tail === undefined ? this.#begin(receipt) : continueChain(receipt, tail);
    // A repeated receipt does not move the chain's end, so what really follows is still judged by it.
    if (tail === undefined || receipt.sequence > tail.sequence) {
      const hasItsKey = !found.some(([code]) => code === "untrusted-key" || code === "wrong-key");
      this.#advance(receipt, hasItsKey && tail?.isSound !== false);
    }
    return found.map(([code, message]) => ({ code, message, index, receipt: receipt.id }));
  }

  #begin(receipt: Receipt): readonly Complaint[] {
    const found: Complaint[] = [];
    if (receipt.sequence !== 1) found.push(["sequence-gap", "The writer's first receipts are missing."]);
    else if (receipt.previousHash !== genesisHash)
      found.push(["chain-broken", "The first receipt names one before it."]);
    if (!this.#isBelieved(receipt.keyId))
      found.push(["untrusted-key", `The chain begins with key ${receipt.keyId}, which nobody vouches for.`]);
    else if (this.#retired.has(receipt.keyId))
      found.push(["wrong-key", "The chain begins with a key that was rotated away."]);
    return found;
  }

  #advance(receipt: Receipt, isSound: boolean): void {
    const next = isSound ? nextKey(receipt) : undefined;
    if (next !== undefined) {
      this.#introduced.add(next);
      this.#retired.add(receipt.keyId);
    }
    const { sequence, hash, at, keyId } = receipt;
    this.#tails.set(receipt.writer, { sequence, hash, at, keyId: next ?? keyId, isSound });
  }

  #isBelieved(keyId: string): boolean {
    return this.#trusted.has(keyId) || this.#introduced.has(keyId);
  }
}

type Complaint = readonly [FindingCode, string];

function continueChain(receipt: Receipt, tail: Tail): readonly Complaint[] {
  if (receipt.sequence <= tail.sequence)
    return [["sequence-repeated", "This place in the chain was already taken."]];
  const found: Complaint[] = [];
  const missing = receipt.sequence - tail.sequence - 1;
  if (missing > 0) found.push(["sequence-gap", `${missing} receipts before this one are missing.`]);
  else if (receipt.previousHash !== tail.hash)
    found.push(["chain-broken", "It does not continue the receipt before it."]);
  if (receipt.at < tail.at)
    found.push(["clock-backwards", "It claims to be older than the receipt before it."]);
  if (receipt.keyId !== tail.keyId)
    found.push(["wrong-key", "It is not signed by the chain's key at this place."]);
  return found;
}

function nextKey(receipt: Receipt): string | undefined {
  if (receipt.type !== "key-rotated") return undefined;
  return (receipt.facts?.nextKey as Partial<PublicKey> | undefined)?.kid;
}
