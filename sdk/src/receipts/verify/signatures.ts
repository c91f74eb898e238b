import type { Receipt } from "../receipt.ts";
import type { Finding } from "./bundle.ts";
import { canonicalJson } from "./canonical-json.ts";
import { fromBase64Url } from "./encoding.ts";
import type { VerifierKey } from "./keys.ts";

/** Is the signature over the hash by the key that the receipt names? */
export async function checkSignature(
  receipt: Receipt,
  index: number,
  keys: ReadonlyMap<string, VerifierKey>,
): Promise<readonly Finding[]> {
  const at = { index, receipt: receipt.id };
  const key = keys.get(receipt.keyId);
  if (key === undefined)
    return [{ code: "untrusted-key", message: `There is no public key ${receipt.keyId}.`, ...at }];
  const message = canonicalJson(["sallyport/receipt-signature/v1", receipt.hash]);
  const signature = fromBase64Url(receipt.signature);
  if (signature !== undefined && (await key.verify(message, signature))) return [];
  return [{ code: "signature-invalid", message: "The signature is not over this receipt.", ...at }];
}
