/** Where the text goes. */
export type Sink = "context" | "answer" | "tool-arguments" | "tool-result" | "card" | "log" | "receipt";

/**
 * What happens to a found value: nothing; `[TYPE]` in its place; most of it hidden; a keyed hash; a token that a vault
 * can restore; a readable name for the session; nothing left of it.
 */
export type Operator = "keep" | "replace" | "mask" | "hash" | "tokenise" | "pseudonymise" | "drop";
