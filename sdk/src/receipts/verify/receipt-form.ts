import type { Receipt } from "../receipt.ts";
import { fromBase64Url, fromDigest } from "./encoding.ts";

/** True when the members that the checks rely on have their types; what else a receipt says is only hashed. */
export function isReceipt(value: unknown): value is Receipt {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const receipt = value as Readonly<Record<keyof Receipt, unknown>>;
  return (
    ["id", "writer", "type", "tenant", "keyId"].every((name) => isText(receipt[name as keyof Receipt])) &&
    isCount(receipt.sequence, 1) &&
    isCount(receipt.at, 0) &&
    receipt.id === `${receipt.writer}:${receipt.sequence}` &&
    fromDigest(receipt.hash) !== undefined &&
    fromDigest(receipt.previousHash) !== undefined &&
    fromBase64Url(receipt.signature)?.length === 64 &&
    Array.isArray(receipt.doesNotAssert) &&
    hasFactsForm(receipt)
  );
}

/** Facts and salt stand together, and only beside a digest. */
function hasFactsForm({ facts, factsSalt, factsDigest }: Readonly<Record<keyof Receipt, unknown>>): boolean {
  if (factsDigest !== undefined && fromDigest(factsDigest) === undefined) return false;
  if (facts === undefined) return factsSalt === undefined;
  if (typeof facts !== "object" || facts === null || Array.isArray(facts)) return false;
  return factsDigest !== undefined && isText(factsSalt);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}
