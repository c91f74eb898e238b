import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSigningKey, type PublicKey, type SigningKey } from "./crypto/index.ts";
import { queryReceipts } from "./receipts/index.ts";
import type { Storage } from "./storage/index.ts";

/** The keys that signed and sign a home's receipts: files with mode 0600 in its `keys` folder. */
export interface LedgerKeys {
  readonly current: SigningKey;
  /** Oldest first. Auditors trust the first key there ever was; the ledger itself vouches for the others. */
  readonly retired: readonly PublicKey[];
  /** The key that shall sign next: on disk before any receipt names it, or a crash would lose it. */
  prepareNext(): SigningKey;
  /** Makes the prepared key the current one, once the ledger has handed over to it. */
  adoptNext(): LedgerKeys;
}

/**
 * Opens a home's ledger keys, and finishes a rotation that a crash cut short after the ledger had recorded it.
 *
 * @throws {SallyportError} `ERR_CRYPTO_KEY_FILE_MODE`, `ERR_CRYPTO_BAD_KEY`.
 */
export async function openLedgerKeys(home: string, storage: Storage): Promise<LedgerKeys> {
  const keys = readLedgerKeys(join(home, "keys"));
  if (!existsSync(nextFile(join(home, "keys")))) return keys;
  const { kid } = keys.prepareNext().publicKey;
  const rotations = await queryReceipts(storage, { type: "key-rotated" });
  const isHandedOver = rotations.some(({ facts }) => (facts?.nextKey as PublicKey | undefined)?.kid === kid);
  return isHandedOver ? keys.adoptNext() : keys;
}

function readLedgerKeys(folder: string): LedgerKeys {
  const currentFile = join(folder, "ledger.json");
  const retiredFile = join(folder, "ledger-retired.json");
  const current = openSigningKey(currentFile);
  const listed: readonly PublicKey[] = existsSync(retiredFile)
    ? JSON.parse(readFileSync(retiredFile, "utf8"))
    : [];
  // Listed already, but not yet replaced: the moment in adoptNext at which a crash leaves both.
  const retired = listed.filter(({ kid }) => kid !== current.publicKey.kid);
  return {
    current,
    retired,
    prepareNext: () => openSigningKey(nextFile(folder)),
    adoptNext() {
      const temporary = `${retiredFile}.new`;
      writeFileSync(temporary, JSON.stringify([...retired, current.publicKey]), { mode: 0o600, flush: true });
      renameSync(temporary, retiredFile);
      renameSync(nextFile(folder), currentFile);
      return readLedgerKeys(folder);
    },
  };
}

function nextFile(folder: string): string {
  return join(folder, "ledger-next.json");
}
