import { randomBytes } from "node:crypto";
import { canonicalJson, type SigningKey, sha256 } from "../crypto/index.ts";
import { factsTag, receiptTag, signatureTag } from "./encoding.ts";
import { limitsOf } from "./limits.ts";
import type { Receipt, ReceiptInput } from "./receipt.ts";

/** A receipt with the exact texts that were hashed, for the database. */
export interface SealedReceipt {
  readonly receipt: Receipt;
  readonly body: string;
  readonly facts: string | null;
}

/** Where a receipt goes: its writer's chain, position and time. */
export interface ChainPosition {
  readonly writer: string;
  readonly sequence: number;
  readonly previousHash: string;
  readonly at: number;
}

/**
 * Hashes and signs one receipt. Facts enter the body as a salted digest: a guess at pruned facts cannot be
 * tested against it.
 *
 * @throws {SallyportError} `ERR_CRYPTO_NOT_JSON` when the input is not plain JSON.
 */
export function sealReceipt(input: ReceiptInput, position: ChainPosition, key: SigningKey): SealedReceipt {
  const { facts, ...event } = input;
  const committed = facts === undefined ? undefined : commitFacts(facts);
  const body = {
    ...event,
    ...position,
    id: `${position.writer}:${position.sequence}`,
    keyId: key.publicKey.kid,
    doesNotAssert: limitsOf(input.type),
    ...(committed && { factsDigest: committed.digest }),
  };
  const text = canonicalJson(body);
  const hash = sha256(`["${receiptTag}",${text}]`);
  const receipt: Receipt = {
    ...body,
    ...(facts && committed && { facts, factsSalt: committed.salt }),
    hash,
    signature: key.sign(signatureTag, hash),
  };
  return { receipt, body: text, facts: committed?.text ?? null };
}

function commitFacts(facts: NonNullable<ReceiptInput["facts"]>) {
  const text = canonicalJson(facts);
  const salt = randomBytes(16).toString("base64url");
  return { text, salt, digest: sha256(`["${factsTag}","${salt}",${text}]`) };
}
