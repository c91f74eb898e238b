import { canonicalJson } from "../crypto/index.ts";
import type { LedgerBundle } from "./verify/bundle.ts";

/** The lines of a ledger file (docs/receipts.md, section 6); `verifyLedgerFile` reads them back. */
export function* serializeLedger({ format, keys, receipts, checkpoints }: LedgerBundle): Generator<string> {
  yield `${canonicalJson({ format, keys })}\n`;
  for (const receipt of receipts) yield `${canonicalJson(receipt)}\n`;
  for (const checkpoint of checkpoints) yield `${canonicalJson(checkpoint)}\n`;
}
