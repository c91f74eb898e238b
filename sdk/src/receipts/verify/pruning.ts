import type { Receipt } from "../receipt.ts";
import type { Finding } from "./bundle.ts";

/** Facts may be gone only where a signed `facts-pruned` receipt says so, and the ledger's own facts never. */
export function checkPruning(receipts: readonly (Receipt | undefined)[]): readonly Finding[] {
  const prunedBefore = new Map<string, number>();
  for (const receipt of receipts) {
    if (receipt?.type !== "facts-pruned") continue;
    const { before } = receipt.facts ?? {};
    // It cannot cover what came after it, whatever it says.
    const until = typeof before === "number" ? Math.min(before, receipt.at) : 0;
    prunedBefore.set(receipt.tenant, Math.max(until, prunedBefore.get(receipt.tenant) ?? 0));
  }
  return receipts.flatMap((receipt, index) => {
    if (receipt === undefined || !isWithoutFacts(receipt)) return [];
    const isOwn = receipt.type === "key-rotated" || receipt.type === "facts-pruned";
    if (!isOwn && receipt.at < (prunedBefore.get(receipt.tenant) ?? 0)) return [];
    const message = "The facts are gone, and no pruning on record covers them.";
    return [{ code: "facts-missing", message, index, receipt: receipt.id }];
  });
}

export function isWithoutFacts(receipt: Receipt): boolean {
  return receipt.factsDigest !== undefined && receipt.facts === undefined;
}
