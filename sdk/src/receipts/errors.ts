import { SallyportError } from "../errors.ts";

export type ReceiptsErrorCode =
  /** A writer name that does not fit its pattern. */
  | "ERR_RECEIPTS_WRITER_NAME"
  /** Another process appends under this writer's name; this one stops. */
  | "ERR_RECEIPTS_WRITER_TAKEN"
  /** The key is not the one that the writer's chain continues with. */
  | "ERR_RECEIPTS_KEY_MISMATCH"
  /** The clock stands before the writer's last receipt. */
  | "ERR_RECEIPTS_CLOCK_BACKWARDS"
  /** The receipt could not be made durable: it must be taken as not written. */
  | "ERR_RECEIPTS_NOT_DURABLE"
  /** A type that only the ledger itself writes. */
  | "ERR_RECEIPTS_RESERVED_TYPE"
  /** A stored receipt is not what was hashed, or a stored tree is not what was signed. */
  | "ERR_RECEIPTS_DAMAGED"
  /** A checkpoint origin with spaces or a plus, or not the one of the ledger's earlier checkpoints. */
  | "ERR_RECEIPTS_ORIGIN"
  /** The checkpoint stands, but its anchor did not take it. */
  | "ERR_RECEIPTS_ANCHOR_FAILED"
  /** No receipt with that id, or none that a checkpoint covers. */
  | "ERR_RECEIPTS_NOT_FOUND";

function receiptsError(
  code: ReceiptsErrorCode,
  message: string,
  hint: string,
  cause?: unknown,
): SallyportError {
  return new SallyportError<ReceiptsErrorCode>({ code, message, hint, cause });
}

export function badWriterName(): SallyportError {
  return receiptsError(
    "ERR_RECEIPTS_WRITER_NAME",
    "The ledger's writer name is not valid.",
    "Use 1 to 64 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit.",
  );
}

export function writerTaken(writer: string): SallyportError {
  return receiptsError(
    "ERR_RECEIPTS_WRITER_TAKEN",
    `Another process appends receipts as "${writer}".`,
    "Give each process its own writer name, then restart this one.",
  );
}

export function keyMismatch(writer: string): SallyportError {
  return receiptsError(
    "ERR_RECEIPTS_KEY_MISMATCH",
    `The chain of "${writer}" continues with another key.`,
    "Open it with the key that it was rotated to, or start a chain under a new writer name.",
  );
}

export function clockBackwards(byMs: number): SallyportError {
  return receiptsError(
    "ERR_RECEIPTS_CLOCK_BACKWARDS",
    `The clock stands ${byMs} ms before this writer's last receipt.`,
    "Correct the clock. If the last receipt's time was wrong, start a chain under a new writer name.",
  );
}

export function notDurable(cause: unknown): SallyportError {
  return receiptsError(
    "ERR_RECEIPTS_NOT_DURABLE",
    "The receipt could not be made durable.",
    "Treat the event as not recorded and refuse the action. Check the database and its disk.",
    cause,
  );
}

export function reservedType(type: string): SallyportError {
  return receiptsError(
    "ERR_RECEIPTS_RESERVED_TYPE",
    `Receipts of type "${type}" are written by the ledger alone.`,
    "Use the ledger's rotateKey or pruneFacts.",
  );
}

export function damaged(what: string): SallyportError {
  return receiptsError(
    "ERR_RECEIPTS_DAMAGED",
    `${what} was changed after it was written.`,
    "Run: sallyport receipts verify",
  );
}

export function receiptNotFound(id: string): SallyportError {
  return receiptsError(
    "ERR_RECEIPTS_NOT_FOUND",
    `There is no receipt ${id}.`,
    "List them with: sallyport receipts query",
  );
}

export function badOrigin(): SallyportError {
  return receiptsError(
    "ERR_RECEIPTS_ORIGIN",
    "The checkpoint's origin is not valid for this ledger.",
    "Use one name per ledger for ever, without spaces or plus, such as example.com/agents.",
  );
}

export function anchorFailed(size: number, cause: unknown): SallyportError {
  return receiptsError(
    "ERR_RECEIPTS_ANCHOR_FAILED",
    `The checkpoint of ${size} receipts was not taken by its anchor.`,
    "It is offered again with the next checkpoint. Until then a cut-off tail may go unnoticed.",
    cause,
  );
}
