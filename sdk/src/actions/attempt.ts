import type { Session } from "../sessions/index.ts";
import type { CallRequest } from "./call.ts";
import type { CallReceipts } from "./call-receipts.ts";

/** One call on its way through the gate: who asks, for what, and where it is written down. */
export interface Attempt {
  readonly session: Session;
  readonly request: CallRequest;
  readonly receipts: CallReceipts;
}
