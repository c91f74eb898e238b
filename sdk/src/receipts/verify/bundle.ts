import type { PublicKey } from "../../crypto/index.ts";
import type { Receipt } from "../receipt.ts";

/** What an auditor gets: plain JSON, complete in itself but for the trust in a key. */
export interface LedgerBundle {
  readonly format: "sallyport/ledger/v1";
  /** Material only. A key is believed if the auditor trusts it, or if a key believed before named it as its successor. */
  readonly keys: readonly PublicKey[];
  /** In log order: the order of the Merkle tree's leaves. Those behind the last checkpoint come last. */
  readonly receipts: readonly Receipt[];
  /** C2SP signed notes, smallest tree first. */
  readonly checkpoints: readonly string[];
}

/** A checkpoint that the auditor got on another way than the bundle, so that its owner could not take it back. */
export interface Anchor {
  readonly note: string;
  /** When the auditor, or the place that holds it, first saw it: ms since the epoch by *that* clock. */
  readonly seenAt?: number;
}

/** What the auditor knows beforehand, from outside the bundle. */
export interface LedgerTrust {
  readonly publicKeys: readonly PublicKey[];
  /** Without one, a cut-off tail or a history rewritten by a key's holder cannot be told from the truth. */
  readonly anchors?: readonly Anchor[];
}

export type FindingCode =
  /** The bundle, a receipt, a key or a note does not have the specified form. */
  | "malformed"
  /** The body is not what the hash says. */
  | "hash-mismatch"
  /** The facts are not what the signed digest says. */
  | "facts-mismatch"
  /** The facts are gone, and no signed pruning covers them. */
  | "facts-missing"
  /** One or more receipts are missing before this one. */
  | "sequence-gap"
  /** A receipt, or another one in its place, appears again. */
  | "sequence-repeated"
  /** It does not continue the receipt before it. */
  | "chain-broken"
  /** It claims to be older than the receipt before it. */
  | "clock-backwards"
  /** It claims to be older than an anchor that does not contain it, or younger than one that does. */
  | "time-contradicts-anchor"
  /** Signed by a key that is neither trusted nor named by a trusted one. */
  | "untrusted-key"
  /** Signed by a key that this chain does not have at this place. */
  | "wrong-key"
  | "signature-invalid"
  /** The checkpoint's root is not that of the receipts before it. */
  | "checkpoint-mismatch"
  /** An anchor saw more receipts than there are. */
  | "truncated"
  /** An anchor saw other receipts than these. */
  | "forked";

export interface Finding {
  readonly code: FindingCode;
  /** For people. */
  readonly message: string;
  /** The receipt's position in the bundle, where there is one. */
  readonly index?: number;
  /** The receipt's id as it claims it. */
  readonly receipt?: string;
}

export interface VerificationReport {
  /** True: nothing was found. What that does and doesn't mean is in `doesNotAssert`. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
  readonly receipts: number;
  readonly writers: readonly string[];
  /** How many of the receipts a valid checkpoint in the bundle covers. */
  readonly checkpointed: number;
  /** How many of them an anchor covers: these cannot be cut off or rewritten unnoticed. */
  readonly anchored: number;
  /** Receipts whose facts retention removed. */
  readonly pruned: number;
  readonly doesNotAssert: readonly string[];
}
