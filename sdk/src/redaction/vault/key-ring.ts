import { randomBytes } from "node:crypto";
import { SallyportError } from "../../errors.ts";
import type { RedactionErrorCode } from "../errors.ts";
import { seal, unseal } from "./seal.ts";

/** A key that wraps the keys of scopes. 32 bytes from a KMS or a file with mode 0600; never from the configuration. */
export interface VaultKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

export interface ScopeName {
  readonly tenant: string;
  /** A session, a case, a customer: what shares tokens. */
  readonly scope: string;
}

/** What names a scope's tokens, and what seals their values. */
export interface ScopeKeys {
  readonly naming: Uint8Array;
  readonly sealing: Uint8Array;
}

/** A scope's keys as the database holds them: of use to nobody without the vault's key. */
export interface WrappedKeys {
  readonly key_id: string;
  readonly wrapped_keys: Uint8Array;
}

export interface KeyRing {
  wrap(name: ScopeName, keys: ScopeKeys): WrappedKeys;
  /** @throws {SallyportError} `ERR_REDACTION_VAULT_KEY`, `ERR_REDACTION_VAULT_DAMAGED`. */
  unwrap(row: ScopeName & WrappedKeys): ScopeKeys;
}

/**
 * Wraps with `key`, and unwraps with whichever it was.
 *
 * @throws {SallyportError} `ERR_REDACTION_VAULT_KEY` when a key isn't 32 bytes long.
 */
export function openKeyRing(key: VaultKey, retired: readonly VaultKey[]): KeyRing {
  const keys = new Map([...retired, key].map((each) => [each.id, checkedKey(each)]));
  return {
    wrap(name, { naming, sealing }) {
      const both = Buffer.concat([naming, sealing]);
      return { key_id: key.id, wrapped_keys: seal(key.bytes, both, contextOf(name)) };
    },
    unwrap(row) {
      const master = keys.get(row.key_id);
      if (master === undefined) throw keyError(`the vault has no key ${row.key_id}`);
      const both = unseal(master, row.wrapped_keys, contextOf(row));
      return { naming: both.subarray(0, 32), sealing: both.subarray(32) };
    },
  };
}

export function makeScopeKeys(): ScopeKeys {
  return { naming: randomBytes(32), sealing: randomBytes(32) };
}

export function keyError(found: string): SallyportError<RedactionErrorCode> {
  return new SallyportError({
    code: "ERR_REDACTION_VAULT_KEY",
    message: `The vault can't be opened: ${found}.`,
    hint: "Pass the current key, and in `retired` every key that scopes are still wrapped with.",
  });
}

/** Binds wrapped keys to their scope. */
function contextOf({ tenant, scope }: ScopeName): readonly string[] {
  return ["sallyport/vault-scope/v1", tenant, scope];
}

function checkedKey({ id, bytes }: VaultKey): Uint8Array {
  if (bytes.length !== 32) throw keyError(`the key ${id} is not 32 bytes long`);
  return bytes;
}
