import type { Receipt } from "../receipt.ts";
import type { Finding } from "./bundle.ts";
import { canonicalJson } from "./canonical-json.ts";
import { digest } from "./encoding.ts";

/** Does the body hash to the hash, and do the facts to their digest? */
export async function checkContent(receipt: Receipt, index: number): Promise<readonly Finding[]> {
  const { facts, factsSalt, hash, signature, ...body } = receipt;
  const found: Finding[] = [];
  const at = { index, receipt: receipt.id };
  if ((await digest(canonicalJson(["sallyport/receipt/v1", body]))) !== hash)
    found.push({ code: "hash-mismatch", message: "The body was changed after it was hashed.", ...at });
  if (facts === undefined) return found;
  if ((await digest(canonicalJson(["sallyport/facts/v1", factsSalt, facts]))) !== receipt.factsDigest)
    found.push({ code: "facts-mismatch", message: "The facts are not those that were signed.", ...at });
  return found;
}
