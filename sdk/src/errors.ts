/** Marks our errors across two copies of the package, where `instanceof` would fail. */
const brand: unique symbol = Symbol.for("sallyport.error") as never;

export interface SallyportErrorOptions<Code extends string> {
  /** Stable and machine-readable: `ERR_<AREA>_<WHAT>`. */
  readonly code: Code;
  /** For people. Never holds document text, tokens or personal data. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/**
 * A broken invariant, bad input or failed infrastructure. Refusals are not errors: they are values
 * (a {@link Decision} with reasons), so that callers and receipts can record them.
 *
 * Each room narrows `Code` to its own union, so a caller can `switch (error.code)`.
 */
export class SallyportError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly hint: string | undefined;
  readonly [brand] = true;

  constructor(options: SallyportErrorOptions<Code>) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "SallyportError";
    this.code = options.code;
    this.hint = options.hint;
  }

  /** Like `instanceof`, but true for errors from another copy of the package too. */
  static isInstance(error: unknown): error is SallyportError {
    return typeof error === "object" && error !== null && (error as { [brand]?: unknown })[brand] === true;
  }
}
