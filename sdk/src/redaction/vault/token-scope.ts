import type { Clock } from "../../clock.ts";
import type { Storage } from "../../storage/index.ts";
import { applyEdits } from "../edits.ts";
import { mapStrings } from "../map-strings.ts";
import { seal, unseal } from "./seal.ts";
import { type FoundToken, longestToken, openTokenLength, tokenFor, tokensIn, tokenText } from "./token.ts";

export interface ScopeKeys {
  readonly naming: Uint8Array;
  readonly sealing: Uint8Array;
}

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

type Form = "string" | "number";

/** What the vault holds under a token. */
interface Held {
  readonly type: string;
  readonly form: Form;
  readonly value: string;
}

interface OpenScope {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly tenant: string;
  readonly scope: string;
  readonly keys: ScopeKeys;
  readonly expiresInMs: number | undefined;
}

export function openTokenScope({ storage, clock, tenant, scope, keys, expiresInMs }: OpenScope): TokenScope {
  const pending = new Map<
    string,
    { readonly type: string; readonly form: Form; readonly sealed: Uint8Array }
  >();
  const valueContext = (type: string, token: string, form: Form) => [
    "sallyport/vault-value/v1",
    tenant,
    scope,
    type,
    token,
    ...(form === "number" ? [form] : []),
  ];

  async function flush(): Promise<void> {
    const batch = [...pending];
    const now = clock();
    const expires_at = expiresInMs === undefined ? null : now + expiresInMs;
    for (let from = 0; from < batch.length; from += 100) {
      await storage
        .insertInto("vault_token")
        .values(
          batch.slice(from, from + 100).map(([token, { type, form, sealed }]) => ({
            tenant,
            scope,
            token,
            type,
            form,
            sealed_value: sealed,
            created_at: now,
            expires_at,
          })),
        )
        .onConflict((conflict) => conflict.columns(["tenant", "scope", "token"]).doUpdateSet({ expires_at }))
        .execute();
    }
    for (const [token] of batch) pending.delete(token);
  }

  /** The values of tokens, as far as this scope has them and they haven't expired. */
  async function open(tokens: readonly FoundToken[]): Promise<ReadonlyMap<string, Held>> {
    const values = new Map<string, Held>();
    const wanted = [...new Set(tokens.map(({ token }) => token))];
    for (let from = 0; from < wanted.length; from += 400) {
      const rows = await storage
        .selectFrom("vault_token")
        .selectAll()
        .where("tenant", "=", tenant)
        .where("scope", "=", scope)
        .where("token", "in", wanted.slice(from, from + 400))
        .where((expression) =>
          expression.or([expression("expires_at", "is", null), expression("expires_at", ">", clock())]),
        )
        .execute();
      for (const { token, type, form, sealed_value } of rows)
        values.set(token, {
          type,
          form,
          value: unseal(keys.sealing, sealed_value, valueContext(type, token, form)).toString("utf8"),
        });
    }
    return values;
  }

  async function restoreAll(texts: readonly string[], options: RestoreOptions) {
    const { isEntitled = () => true, otherwise = "type", onReveal } = options;
    await flush();
    const found = texts.flatMap(tokensIn);
    const values = await open(found);
    // A token under another type's name is not ours: somebody put it together.
    const known = found.filter(({ token, type }) => values.get(token)?.type === type);
    const shown = new Map(known.map(({ token, type }) => [token, type]));
    for (const [token, type] of shown) if (!isEntitled(type)) shown.delete(token);
    const types: Record<string, number> = {};
    for (const type of shown.values()) types[type] = (types[type] ?? 0) + 1;
    if (shown.size > 0) await onReveal?.({ tenant, scope, types });
    const replacementOf = ({ type, token }: FoundToken) => {
      const held = values.get(token);
      if (held?.type !== type) return undefined;
      if (shown.has(token)) return held.value;
      return otherwise === "type" ? `[${type}]` : undefined;
    };
    const restore = (text: string) =>
      applyEdits(
        text,
        tokensIn(text).flatMap((token) => {
          const replacement = replacementOf(token);
          return replacement === undefined ? [] : [{ start: token.start, end: token.end, replacement }];
        }),
      );
    /** The number in place of a text that is the token of one; undefined for any other text. */
    const numberFor = (text: string) => {
      const [only] = text.length <= longestToken ? tokensIn(text) : [];
      if (only === undefined || !shown.has(only.token) || only.end - only.start !== text.length)
        return undefined;
      const held = values.get(only.token);
      return held?.form === "number" && held.type === only.type ? Number(held.value) : undefined;
    };
    return { restore, numberFor, types, unknown: found.length - known.length };
  }

  async function restoreText(text: string, options: RestoreOptions = {}): Promise<Restoration> {
    const { restore, numberFor, types, unknown } = await restoreAll([text], options);
    const number = numberFor(text);
    return { text: restore(text), ...(number !== undefined && { number }), types, unknown };
  }

  function openRestoration(options?: RestoreOptions): RestorationStream {
    let held = "";
    return {
      async push(piece) {
        const text = held + piece;
        const complete = text.length - openTokenLength(text);
        held = text.slice(complete);
        return complete === 0 ? "" : (await restoreText(text.slice(0, complete), options)).text;
      },
      async end() {
        const rest = held;
        held = "";
        return rest === "" ? "" : (await restoreText(rest, options)).text;
      },
    };
  }

  return {
    tokenise(type, value) {
      const token = tokenFor(keys.naming, [tenant, scope, type], value);
      const form = typeof value === "number" ? "number" : "string";
      if (!pending.has(token))
        pending.set(token, {
          type,
          form,
          sealed: seal(keys.sealing, Buffer.from(String(value), "utf8"), valueContext(type, token, form)),
        });
      return tokenText(type, token);
    },
    flush,
    restore: restoreText,
    async restoreJson(value, options = {}) {
      const texts: string[] = [];
      mapStrings(value, (text) => {
        texts.push(text);
        return text;
      });
      const { restore, numberFor } = await restoreAll(texts, options);
      return mapStrings(value, { string: (text) => numberFor(text) ?? restore(text), key: restore });
    },
    openRestoration,
    async *restoreStream(source, options) {
      const restoration = openRestoration(options);
      for await (const piece of source) {
        const restored = await restoration.push(piece);
        if (restored !== "") yield restored;
      }
      const rest = await restoration.end();
      if (rest !== "") yield rest;
    },
  };
}
