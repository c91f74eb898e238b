export interface RestoreOptions {
  /** Whether the reader may see values of this type. Everybody may see everything without it. */
  readonly isEntitled?: (type: string) => boolean;
  /** What stands for a value that the reader may not see: `[TYPE]` unless given, or still its token. */
  readonly otherwise?: "type" | "token";
  /** Called before anything is shown, for a receipt; when it throws, nothing is shown. */
  readonly onReveal?: (reveal: Reveal) => Promise<void>;
}

/** What a restoration showed: how many different values of each type, never the values. */
export interface Reveal {
  readonly tenant: string;
  readonly scope: string;
  readonly types: Readonly<Record<string, number>>;
}

export interface Restoration {
  readonly text: string;
  /** The number that a token stood for, where the text was that token and nothing else. */
  readonly number?: number;
  readonly types: Readonly<Record<string, number>>;
  /** Tokens of no value in this scope: expired, forgotten, invented, or another scope's. They stay as they are. */
  readonly unknown: number;
}

/** Takes values out and puts them back, within one scope. */
export interface TokenScope {
  /** The token for a value. It can be restored once {@link flush} has resolved. A number has another than its digits. */
  tokenise(type: string, value: string | number): string;
  /** Makes the tokens handed out so far durable. Call it before the text leaves. */
  flush(): Promise<void>;
  /** @throws {SallyportError} `ERR_REDACTION_VAULT_DAMAGED`. */
  restore(text: string, options?: RestoreOptions): Promise<Restoration>;
  /** The same for every string in a JSON value, keys included. What was a number becomes one where it stands alone. */
  restoreJson<T>(value: T, options?: RestoreOptions): Promise<T>;
  /** The same for text that arrives in pieces. */
  restoreStream(source: AsyncIterable<string>, options?: RestoreOptions): AsyncIterable<string>;
  /** The same for whoever pushes the pieces. */
  openRestoration(options?: RestoreOptions): RestorationStream;
}

export interface RestorationStream {
  /** Takes the next piece; resolves to what is complete by now. */
  push(piece: string): Promise<string>;
  /** Resolves to the rest. */
  end(): Promise<string>;
}
