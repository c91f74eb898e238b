import { appendFile } from "node:fs/promises";
import type { CheckpointAnchor } from "./checkpoint.ts";

/**
 * Appends each checkpoint to a file: on another machine's share, or one that the ledger's host may only append to.
 * Beside the database it proves little: who rewrites the one rewrites the other.
 */
export function createFileAnchor(path: string): CheckpointAnchor {
  return ({ note, at }) => appendFile(path, `${JSON.stringify({ note, seenAt: at })}\n`, { flush: true });
}
