import type { JsonValue } from "../crypto/index.ts";
import type { LimitCode } from "./limits.ts";
import type { ReceiptType } from "./receipt-type.ts";

/** What a room tells the ledger. No raw personal data: digests and redacted previews. */
export interface ReceiptInput {
  readonly type: ReceiptType;
  readonly tenant: string;
  readonly session?: string;
  /** 1 Who started it: the human's `sub`. */
  readonly principal?: string;
  /** 2 Which agents, in order; the last one acted. */
  readonly agents?: readonly string[];
  /** 3 What authority: digest of the delegation, its hop ids, the scopes left. */
  readonly authority?: {
    readonly delegation: string;
    readonly hops: readonly string[];
    readonly scopes: JsonValue;
  };
  /** 4 Which policies decided, how, and the hash of their set. */
  readonly decision?: {
    readonly outcome: string;
    readonly policies: readonly string[];
    readonly policyHash: string;
    readonly reason: string;
  };
  /** 5 What to revoke to stop it: `kind:subject`, most specific first. */
  readonly revoke?: readonly string[];
  /** The receipt's id that this one follows from: request → grant → execution. */
  readonly cause?: string;
  /**
   * Facts of the event itself. Signed as a salted digest, so that retention can prune them and the chain still
   * verifies. `tool` (a name), `document` and `documents` (ids) are searchable by those names.
   */
  readonly facts?: { readonly [name: string]: JsonValue };
}

/**
 * One event, signed and chained to the writer's previous one. The signed body is every member but `facts`,
 * `factsSalt`, `hash` and `signature`; docs/receipts.md specifies the encoding.
 */
export interface Receipt extends ReceiptInput {
  /** `<writer>:<sequence>`. */
  readonly id: string;
  readonly writer: string;
  /** 1, 2, 3, … per writer, without gaps. */
  readonly sequence: number;
  readonly at: number;
  /** The hash of the writer's receipt before this one; all zeros for the first. */
  readonly previousHash: string;
  readonly keyId: string;
  /** What this receipt does not prove, as stable codes; {@link limitSentences} says them in words. */
  readonly doesNotAssert: readonly LimitCode[];
  /** SHA-256 over salt and facts. Stays when the facts are pruned. */
  readonly factsDigest?: string;
  readonly factsSalt?: string;
  readonly hash: string;
  readonly signature: string;
}

export interface Ledger {
  /**
   * Resolves when the receipt is durable. With `preceding`, that one comes right before it, as its cause, in the
   * same commit.
   */
  append(input: ReceiptInput, preceding?: ReceiptInput): Promise<Receipt>;
}
