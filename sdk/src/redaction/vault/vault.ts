import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "../../clock.ts";
import { SallyportError } from "../../errors.ts";
import type { Storage } from "../../storage/index.ts";
import type { RedactionErrorCode } from "../errors.ts";
import { seal, unseal } from "./seal.ts";
import { tokenFor } from "./token.ts";
import { openTokenScope, type ScopeKeys, type TokenScope } from "./token-scope.ts";

/** A key that wraps the keys of scopes. 32 bytes from a KMS or a file with mode 0600; never from the configuration. */
export interface VaultKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface VaultOptions {
  readonly storage: Storage;
  /** Wraps new scopes' keys. */
  readonly key: VaultKey;
  /** Earlier keys, until {@link Vault.rotate} has run with the new one. */
  readonly retired?: readonly VaultKey[];
  readonly clock?: Clock;
}

export interface ScopeName {
  readonly tenant: string;
  /** A session, a case, a customer: what shares tokens. */
  readonly scope: string;
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
  const keys = new Map([...retired, key].map((each) => [each.id, checkedKey(each)]));

  function unwrap(row: ScopeName & { key_id: string; wrapped_keys: Uint8Array }): ScopeKeys {
    const master = keys.get(row.key_id);
    if (master === undefined) throw keyError(`the vault has no key ${row.key_id}`);
    const both = unseal(master, row.wrapped_keys, wrapContext(row));
    return { naming: both.subarray(0, 32), sealing: both.subarray(32) };
  }

  function wrap(name: ScopeName, both: Uint8Array) {
    return { key_id: key.id, wrapped_keys: seal(key.bytes, both, wrapContext(name)) };
  }

  const scopesOf = (tenant: string) =>
    storage.selectFrom("vault_scope").selectAll().where("tenant", "=", tenant).execute();

  return {
    async scope({ tenant, scope, expiresInMs }) {
      const find = () =>
        storage
          .selectFrom("vault_scope")
          .selectAll()
          .where("tenant", "=", tenant)
          .where("scope", "=", scope)
          .executeTakeFirst();
      let row = await find();
      if (row === undefined) {
        // Of two processes that start together one wins; both read the winner's keys.
        await storage
          .insertInto("vault_scope")
          .values({ tenant, scope, ...wrap({ tenant, scope }, randomBytes(64)), created_at: clock() })
          .onConflict((conflict) => conflict.columns(["tenant", "scope"]).doNothing())
          .execute();
        row = await find();
      }
      if (row === undefined) throw keyError("the scope was shredded while it was being opened");
      return openTokenScope({ storage, clock, tenant, scope, keys: unwrap(row), expiresInMs });
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
      for (const row of await scopesOf(tenant)) {
        const naming = unwrap(row).naming;
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
        const { naming, sealing } = unwrap(row);
        await storage
          .updateTable("vault_scope")
          .set(wrap(row, Buffer.concat([naming, sealing])))
          .where("tenant", "=", row.tenant)
          .where("scope", "=", row.scope)
          .where("key_id", "=", row.key_id)
          .execute();
      }
      return stale.length;
    },
  };
}

function wrapContext({ tenant, scope }: ScopeName): readonly string[] {
  return ["sallyport/vault-scope/v1", tenant, scope];
}

function checkedKey({ id, bytes }: VaultKey): Uint8Array {
  if (bytes.length !== 32) throw keyError(`the key ${id} is not 32 bytes long`);
  return bytes;
}

function keyError(found: string): SallyportError<RedactionErrorCode> {
  return new SallyportError({
    code: "ERR_REDACTION_VAULT_KEY",
    message: `The vault can't be opened: ${found}.`,
    hint: "Pass the current key, and in `retired` every key that scopes are still wrapped with.",
  });
}
