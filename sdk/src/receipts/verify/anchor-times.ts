import type { Receipt } from "../receipt.ts";
import type { Finding } from "./bundle.ts";
import type { Claim } from "./checkpoints.ts";

/** Hosts' clocks differ, and a receipt that is being committed may miss a checkpoint. */
const toleranceMs = 5 * 60_000;

/**
 * An anchor's own clock bounds the receipts' times: what it covers is no younger than it, and what it does not
 * cover is no older than what it covers.
 */
export function checkAnchorTimes(
  receipts: readonly (Receipt | undefined)[],
  claims: readonly Claim[],
): readonly Finding[] {
  return claims.flatMap(({ checkpoint, anchor }) => {
    const { seenAt } = anchor ?? {};
    if (seenAt === undefined) return [];
    let covered = 0;
    return receipts.flatMap((receipt, index) => {
      if (receipt === undefined) return [];
      const isCovered = index < checkpoint.size;
      if (isCovered) covered = Math.max(covered, Math.min(receipt.at, seenAt));
      const isWrong = isCovered ? receipt.at > seenAt + toleranceMs : receipt.at < covered - toleranceMs;
      if (!isWrong) return [];
      const message = isCovered
        ? "It claims to be younger than an anchor that contains it."
        : "It claims to be older than receipts of an anchor that does not contain it.";
      return [{ code: "time-contradicts-anchor" as const, message, index, receipt: receipt.id }];
    });
  });
}
