import type { Clock } from "../../clock.ts";
import type { Storage } from "../../storage/index.ts";
import type { ScopeKeys } from "./key-ring.ts";
import { seal, unseal } from "./seal.ts";
import { tokenFor } from "./token.ts";

/** What the vault holds under a token. */
export interface Held {
  readonly type: string;
  readonly form: Form;
  readonly value: string;
}

type Form = "string" | "number";

/** The values that one scope's tokens stand for, sealed. */
export interface SealedValues {
  /** The token for a value, which is durable once {@link flush} has resolved. */
  add(type: string, value: string | number): string;
  flush(): Promise<void>;
  /**
   * The values of tokens, as far as this scope has them and they haven't expired.
   *
   * @throws {SallyportError} `ERR_REDACTION_VAULT_DAMAGED`.
   */
  read(tokens: ReadonlySet<string>): Promise<ReadonlyMap<string, Held>>;
}

export interface ScopeOptions {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly tenant: string;
  readonly scope: string;
  readonly keys: ScopeKeys;
  readonly expiresInMs: number | undefined;
}

/** How many rows one statement takes. */
const [mostWritten, mostRead] = [100, 400];

export function openSealedValues(options: ScopeOptions): SealedValues {
  const { storage, clock, tenant, scope, keys, expiresInMs } = options;
  const pending = new Map<
    string,
    { readonly type: string; readonly form: Form; readonly sealed_value: Uint8Array }
  >();

  /** Binds a sealed value to its row. */
  const contextOf = (type: string, token: string, form: Form) => [
    "sallyport/vault-value/v1",
    tenant,
    scope,
    type,
    token,
    ...(form === "number" ? [form] : []),
  ];

  return {
    add(type, value) {
      const token = tokenFor(keys.naming, [tenant, scope, type], value);
      const form = typeof value === "number" ? "number" : "string";
      if (!pending.has(token)) {
        const bytes = Buffer.from(String(value), "utf8");
        const sealed_value = seal(keys.sealing, bytes, contextOf(type, token, form));
        pending.set(token, { type, form, sealed_value });
      }
      return token;
    },

    async flush() {
      const batch = [...pending];
      const created_at = clock();
      const expires_at = expiresInMs === undefined ? null : created_at + expiresInMs;
      const rows = batch.map(([token, held]) => ({ tenant, scope, token, ...held, created_at, expires_at }));
      for (let from = 0; from < rows.length; from += mostWritten) {
        await storage
          .insertInto("vault_token")
          .values(rows.slice(from, from + mostWritten))
          .onConflict((conflict) =>
            conflict.columns(["tenant", "scope", "token"]).doUpdateSet({ expires_at }),
          )
          .execute();
      }
      for (const [token] of batch) pending.delete(token);
    },

    async read(tokens) {
      const values = new Map<string, Held>();
      const wanted = [...tokens];
      for (let from = 0; from < wanted.length; from += mostRead) {
        const rows = await storage
          .selectFrom("vault_token")
          .selectAll()
          .where("tenant", "=", tenant)
          .where("scope", "=", scope)
          .where("token", "in", wanted.slice(from, from + mostRead))
          .where(({ or, eb }) => or([eb("expires_at", "is", null), eb("expires_at", ">", clock())]))
          .execute();
        for (const { token, type, form, sealed_value } of rows) {
          const value = unseal(keys.sealing, sealed_value, contextOf(type, token, form)).toString("utf8");
          values.set(token, { type, form, value });
        }
      }
      return values;
    },
  };
}
