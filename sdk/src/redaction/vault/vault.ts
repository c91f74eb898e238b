import { type Clock, systemClock } from "../../clock.ts";
import type { Storage } from "../../storage/index.ts";
import {
  keyError,
  makeScopeKeys,
  openKeyRing,
  type ScopeKeys,
  type ScopeName,
  type VaultKey,
} from "./key-ring.ts";
import { openTokenScope } from "./open-token-scope.ts";
import { tokenFor } from "./token.ts";
import type { TokenScope } from "./token-scope.ts";

export interface VaultOptions {
  readonly storage: Storage;
  /** Wraps new scopes' keys. */
  readonly key: VaultKey;
  /** Earlier keys, until {@link Vault.rotate} has run with the new one. */
  readonly retired?: readonly VaultKey[];
  readonly clock?: Clock;
}

/** Values that left a text, sealed, each readable only in the scope that took it out. */
export interface Vault {
  /**
   * Opens a scope, making its keys on first use. Tokens expire after `expiresInMs`, if given.
   *
   * @throws {SallyportError} `ERR_REDACTION_VAULT_KEY`, `ERR_REDACTION_VAULT_DAMAGED`.
   */
  scope(name: ScopeName & { readonly expiresInMs?: number }): Promise<TokenScope>;
  /** Destroys a scope's keys and values: its tokens can never be restored again. */
  shred(name: ScopeName): Promise<void>;
  /** Removes one value of a person from every scope of a tenant. Returns how many tokens stood for it. */
  forget(subject: {
    readonly tenant: string;
    readonly type: string;
    readonly value: string;
  }): Promise<number>;
  /** Deletes what has expired. Returns how many. */
  purgeExpired(): Promise<number>;
  /** Wraps every scope's keys with the current key, so that retired ones can be destroyed. Returns how many. */
  rotate(): Promise<number>;
}

/** @throws {SallyportError} `ERR_REDACTION_VAULT_KEY` when a key isn't 32 bytes long. */
export function openVault({ storage, key, retired = [], clock = systemClock }: VaultOptions): Vault {
  const ring = openKeyRing(key, retired);

  const findScope = ({ tenant, scope }: ScopeName) =>
    storage
      .selectFrom("vault_scope")
      .selectAll()
      .where("tenant", "=", tenant)
      .where("scope", "=", scope)
      .executeTakeFirst();

  /** Made on first use. Of two processes that start together one wins; both read the winner's keys. */
  async function openKeys(name: ScopeName): Promise<ScopeKeys> {
    const known = await findScope(name);
    if (known !== undefined) return ring.unwrap(known);
    await storage
      .insertInto("vault_scope")
      .values({ ...name, ...ring.wrap(name, makeScopeKeys()), created_at: clock() })
      .onConflict((conflict) => conflict.columns(["tenant", "scope"]).doNothing())
      .execute();
    const made = await findScope(name);
    if (made === undefined) throw keyError("the scope was shredded while it was being opened");
    return ring.unwrap(made);
  }

  return {
    async scope({ tenant, scope, expiresInMs }) {
      const keys = await openKeys({ tenant, scope });
      return openTokenScope({ storage, clock, tenant, scope, keys, expiresInMs });
    },

    async shred({ tenant, scope }) {
      await storage.transaction().execute(async (transaction) => {
        for (const table of ["vault_token", "vault_scope"] as const)
          await transaction
            .deleteFrom(table)
            .where("tenant", "=", tenant)
            .where("scope", "=", scope)
            .execute();
      });
    },

    async forget({ tenant, type, value }) {
      let forgotten = 0;
      const rows = await storage.selectFrom("vault_scope").selectAll().where("tenant", "=", tenant).execute();
      for (const row of rows) {
        const { naming } = ring.unwrap(row);
        const forms = String(Number(value)) === value ? [value, Number(value)] : [value];
        const tokens = forms.map((form) => tokenFor(naming, [tenant, row.scope, type], form));
        const { numDeletedRows } = await storage
          .deleteFrom("vault_token")
          .where("tenant", "=", tenant)
          .where("scope", "=", row.scope)
          .where("token", "in", tokens)
          .executeTakeFirst();
        forgotten += Number(numDeletedRows);
      }
      return forgotten;
    },

    async purgeExpired() {
      const { numDeletedRows } = await storage
        .deleteFrom("vault_token")
        .where("expires_at", "<=", clock())
        .executeTakeFirst();
      return Number(numDeletedRows);
    },

    async rotate() {
      const stale = await storage
        .selectFrom("vault_scope")
        .selectAll()
        .where("key_id", "!=", key.id)
        .execute();
      for (const row of stale) {
        await storage
          .updateTable("vault_scope")
          .set(ring.wrap(row, ring.unwrap(row)))
          .where("tenant", "=", row.tenant)
          .where("scope", "=", row.scope)
          .where("key_id", "=", row.key_id)
          .execute();
      }
      return stale.length;
    },
  };
}
