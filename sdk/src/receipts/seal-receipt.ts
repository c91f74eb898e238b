import { randomUUID, sign } from "node:crypto";
import { promisify } from "node:util";
import { canonicalJson, type SigningKey, sha256 } from "../crypto/index.ts";
import { factsTag, receiptTag, signatureTag } from "./encoding.ts";
import { limitsOf } from "./limits.ts";
import type { Receipt, ReceiptInput } from "./receipt.ts";

/** A receipt in its place, not yet signed, with the exact texts that were hashed. */
export interface SealedReceipt {
  readonly unsigned: Omit<Receipt, "signature">;
  readonly key: SigningKey;
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
 * Hashes one receipt. Facts enter the body as a salted digest: a guess at pruned facts cannot be tested against it.
 *
 * @throws {SallyportError} `ERR_CRYPTO_NOT_JSON` when the input is not plain JSON.
 */
export function sealReceipt(
  input: ReceiptInput,
  position: ChainPosition,
  key: SigningKey,
  salt: string = randomUUID(),
): SealedReceipt {
  const { facts, ...event } = input;
  const committed = facts && commitFacts(facts, salt);
  // Object.assign: V8 spreads objects of this size ten times slower, and this is every append's work.
  const body: Body = Object.assign(event, position, {
    id: `${position.writer}:${position.sequence}`,
    keyId: key.publicKey.kid,
    doesNotAssert: limitsOf(input.type),
    ...(committed && { factsDigest: committed.digest }),
  });
  const text = canonicalBody(body);
  const hash = sha256(`["${receiptTag}",${text}]`);
  const unsigned = Object.assign(body, committed && { facts, factsSalt: salt }, { hash });
  return { unsigned, key, body: text, facts: committed?.text ?? null };
}

type Body = Omit<Receipt, "facts" | "factsSalt" | "hash" | "signature">;

/** In canonical order. What callers say is checked; our own words and digits are canonical as they are. */
const members = {
  agents: canonicalJson,
  at: JSON.stringify,
  authority: canonicalJson,
  cause: canonicalJson,
  decision: canonicalJson,
  doesNotAssert: JSON.stringify,
  factsDigest: JSON.stringify,
  id: JSON.stringify,
  keyId: JSON.stringify,
  previousHash: JSON.stringify,
  principal: canonicalJson,
  revoke: canonicalJson,
  sequence: JSON.stringify,
  session: canonicalJson,
  tenant: canonicalJson,
  type: canonicalJson,
  writer: JSON.stringify,
} as const satisfies Readonly<Record<keyof Body, (value: unknown) => string>>;
const memberTexts = Object.entries(members) as [keyof Body, (value: unknown) => string][];

/** RFC 8785 text of a body, several times faster than of one large object. */
function canonicalBody(body: Body): string {
  let text = "";
  for (const [name, textOf] of memberTexts) {
    const value = body[name];
    if (value !== undefined) text += `${text === "" ? "{" : ","}"${name}":${textOf(value)}`;
  }
  return `${text}}`;
}

function commitFacts(facts: NonNullable<ReceiptInput["facts"]>, salt: string) {
  const text = canonicalJson(facts);
  return { text, digest: sha256(`["${factsTag}",${JSON.stringify(salt)},${text}]`) };
}

const signInThreadPool = promisify(sign);

/** Here and now: for few receipts the way to another thread and back takes longer than the signature. */
export function signReceipt({ unsigned, key }: SealedReceipt): string {
  return key.sign(signatureTag, unsigned.hash);
}

/** Off the event loop: signing is most of an append's work, and under load other calls need not wait for it. */
export async function signReceiptAside({ unsigned, key }: SealedReceipt): Promise<string> {
  const message = Buffer.from(canonicalJson([signatureTag, unsigned.hash]));
  return (await signInThreadPool(null, message, key.keyObject)).toString("base64url");
}
