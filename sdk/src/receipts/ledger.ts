import { setImmediate as nextTurn } from "node:timers/promises";
import { type Clock, systemClock } from "../clock.ts";
import type { SigningKey } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { Storage } from "../storage/index.ts";
import { type ChainTail, type PendingReceipt, readTail, receiptWriter, rememberKey } from "./chain.ts";
import {
  badWriterName,
  clockBackwards,
  keyMismatch,
  notDurable,
  reservedType,
  writerTaken,
} from "./errors.ts";
import { clearFacts } from "./prune-facts.ts";
import type { Ledger, Receipt, ReceiptInput } from "./receipt.ts";
import { ledgerReceiptTypes, receiptTypes } from "./receipt-type.ts";
import { type SealedReceipt, sealReceipt, signReceipt, signReceiptAside } from "./seal-receipt.ts";

export interface LedgerOptions {
  readonly storage: Storage;
  readonly key: SigningKey;
  /** Names this process's chain. One process at a time: a second one fails on its first append. */
  readonly writer: string;
  readonly clock?: Clock;
}

/** A writer's chain, open in this process. */
export interface OpenLedger extends Ledger {
  /**
   * Hands the chain over: the present key signs a receipt that names the next one, which signs all that follows.
   * Verifiers then need to trust the first key only.
   */
  rotateKey(next: SigningKey, reason: string): Promise<Receipt>;
  /**
   * Retention: forgets the facts of a tenant's receipts from before a time. Their digests stay, so the chain still
   * verifies, and a signed receipt says what was pruned, so that nobody else can remove facts unnoticed.
   */
  pruneFacts(what: {
    readonly tenant: string;
    readonly before: number;
    readonly reason: string;
  }): Promise<Receipt>;
}

/**
 * Opens this process's chain and continues it where the last process under that name stopped. Concurrent
 * appends share one durable commit.
 *
 * Never `await` an append inside an open transaction of the same storage: it waits for the connection.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_WRITER_NAME`, `ERR_RECEIPTS_KEY_MISMATCH`, `ERR_RECEIPTS_DAMAGED`,
 * `ERR_RECEIPTS_CLOCK_BACKWARDS`.
 */
export async function openLedger(options: LedgerOptions): Promise<OpenLedger> {
  const ledger = new ChainLedger(options);
  await ledger.open();
  return ledger;
}

interface Waiting {
  readonly sealed: SealedReceipt;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: SallyportError) => void;
}

/** A statement's parameters are limited (32,766 in SQLite), and so is how long one commit may hold the file. */
const maximumBatch = 250;
/** As many as one call appends at once. */
const fewReceipts = 2;
/** Time synchronisation nudges clocks back; a receipt then repeats the last time instead of failing. */
const toleratedStepBackMs = 5_000;
const writerPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;

class ChainLedger implements OpenLedger {
  readonly #storage: Storage;
  readonly #commit: ReturnType<typeof receiptWriter>;
  readonly #writer: string;
  readonly #clock: Clock;
  #key: SigningKey;
  /** The key before it, should the rotation turn out not to be durable. */
  #retiring: SigningKey | undefined;
  /** The chain's end as built, ahead of what is durable; undefined when it must be read before going on. */
  #tail: ChainTail | undefined;
  /** Hashes at which the stored chain may end if nobody else appends to it. */
  #expected: readonly string[] | undefined;
  #resuming: Promise<void> | undefined;
  /** Not yet signed. */
  #arrived: Waiting[] = [];
  /** Being signed. */
  #signing: (Waiting & PendingReceipt)[] = [];
  #flushing = false;

  constructor({ storage, key, writer, clock = systemClock }: LedgerOptions) {
    if (!writerPattern.test(writer)) throw badWriterName();
    this.#storage = storage;
    this.#commit = receiptWriter(storage);
    this.#key = key;
    this.#writer = writer;
    this.#clock = clock;
  }

  async open(): Promise<void> {
    await this.#resume();
    await rememberKey(this.#storage, this.#key.publicKey, this.#clock());
    if (this.#tail !== undefined) this.#timeAfter(this.#tail);
  }

  async append(input: ReceiptInput, preceding?: ReceiptInput): Promise<Receipt> {
    for (const { type, tenant } of preceding === undefined ? [input] : [preceding, input]) {
      if (ledgerReceiptTypes.includes(type)) throw reservedType(type);
      // No verifier would accept such a receipt, and the ledger would never verify again.
      if (!receiptTypes.includes(type)) throw new TypeError("type: accepted is a receipt type.");
      if (tenant === "") throw new TypeError("tenant: accepted is a name.");
    }
    while (this.#tail === undefined) await this.#resume();
    if (preceding === undefined) return this.#enqueue(this.#tail, input);
    const cause = `${this.#writer}:${this.#tail.sequence + 1}`;
    const first = this.#enqueue(this.#tail, preceding);
    const [, receipt] = await Promise.all([first, this.#enqueue(this.#tail, { ...input, cause })]);
    return receipt;
  }

  async rotateKey(next: SigningKey, reason: string): Promise<Receipt> {
    await rememberKey(this.#storage, next.publicKey, this.#clock());
    while (this.#tail === undefined) await this.#resume();
    const facts = { nextKey: { ...next.publicKey }, reason };
    const rotated = this.#enqueue(this.#tail, { type: "key-rotated", tenant: "*", facts });
    this.#retiring = this.#key;
    this.#key = next;
    return rotated;
  }

  async pruneFacts({ tenant, before, reason }: Parameters<OpenLedger["pruneFacts"]>[0]): Promise<Receipt> {
    if (before > this.#clock()) throw new TypeError("before: accepted is a time that has passed.");
    while (this.#tail === undefined) await this.#resume();
    // First the record, then the deed: facts that are gone without one would look like tampering.
    const receipt = await this.#enqueue(this.#tail, {
      type: "facts-pruned",
      tenant,
      facts: { before, reason },
    });
    await clearFacts(this.#storage, tenant, before);
    return receipt;
  }

  /** Nothing in here waits: the next append must see this one's place taken. */
  #enqueue(tail: ChainTail, input: ReceiptInput): Promise<Receipt> {
    const position = {
      writer: this.#writer,
      sequence: tail.sequence + 1,
      previousHash: tail.hash,
      at: this.#timeAfter(tail),
    };
    const sealed = sealReceipt(input, position, this.#key);
    this.#tail = tailOf(sealed.unsigned);
    return new Promise((resolve, reject) => {
      this.#arrived.push({ sealed, resolve, reject });
      if (!this.#flushing) void this.#flush();
    });
  }

  /** Commits what is queued, and what arrives meanwhile, in as few commits as there are turns. */
  async #flush(): Promise<void> {
    this.#flushing = true;
    while (this.#arrived.length + this.#signing.length > 0) {
      // Whatever else is appended in this turn of the event loop shares the commit.
      await nextTurn();
      // All of them, not this batch alone: the thread pool signs the next ones while these are written.
      const sign = this.#arrived.length <= fewReceipts ? signReceipt : signReceiptAside;
      const arrived = this.#arrived.splice(0);
      this.#signing = this.#signing.concat(
        arrived.map((waiting) => ({ ...waiting, signature: sign(waiting.sealed) })),
      );
      const batch = this.#signing.splice(0, maximumBatch);
      try {
        const receipts = await this.#commit(batch);
        this.#expected = [lastHash(batch)];
        for (const [index, { resolve }] of batch.entries()) resolve(receipts[index] as Receipt);
      } catch (cause) {
        this.#abandon(batch, cause);
      }
    }
    this.#flushing = false;
  }

  /** All that is queued is chained to what failed, so it fails too. The chain is read again before the next. */
  #abandon(batch: readonly Waiting[], cause: unknown): void {
    // The commit may have happened although its answer was an error.
    this.#expected = [...(this.#expected ?? []), lastHash(batch)];
    this.#tail = undefined;
    const lost = [...batch, ...this.#signing.splice(0), ...this.#arrived.splice(0)];
    const rejectAll = (error: SallyportError) => {
      for (const { reject } of lost) reject(error);
    };
    void this.#resume().then(() => rejectAll(notDurable(cause)), rejectAll);
  }

  #resume(): Promise<void> {
    this.#resuming ??= this.#readTail().finally(() => {
      this.#resuming = undefined;
    });
    return this.#resuming;
  }

  async #readTail(): Promise<void> {
    const keys = [this.#key, ...(this.#retiring ? [this.#retiring] : [])].map(({ publicKey }) => publicKey);
    const tail = await readTail(this.#storage, this.#writer, keys).catch((error) => {
      throw SallyportError.isInstance(error) ? error : notDurable(error);
    });
    if (this.#expected !== undefined && !this.#expected.includes(tail.hash)) throw writerTaken(this.#writer);
    this.#key = this.#keyFor(tail);
    this.#expected = [tail.hash];
    this.#tail = tail;
  }

  #keyFor({ keyId }: ChainTail): SigningKey {
    if (keyId === undefined || keyId === this.#key.publicKey.kid) return this.#key;
    if (keyId === this.#retiring?.publicKey.kid) return this.#retiring;
    throw keyMismatch(this.#writer);
  }

  #timeAfter(tail: ChainTail): number {
    const now = this.#clock();
    if (!Number.isSafeInteger(now) || now < 0) throw new TypeError("clock: accepted are whole milliseconds.");
    if (now < tail.at - toleratedStepBackMs) throw clockBackwards(tail.at - now);
    return Math.max(now, tail.at);
  }
}

function tailOf({ sequence, hash, at, keyId }: SealedReceipt["unsigned"]): ChainTail {
  return { sequence, hash, at, keyId };
}

function lastHash(batch: readonly Waiting[]): string {
  return batch.at(-1)?.sealed.unsigned.hash as string;
}
