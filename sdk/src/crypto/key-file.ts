import { randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { SallyportError } from "../errors.ts";
import { exportPrivateKey, generateSigningKey, importSigningKey, type SigningKey } from "./keys.ts";

/**
 * The signing key in a file, made on first use. The file holds a private JWK with mode 0600.
 *
 * @throws {SallyportError} `ERR_CRYPTO_KEY_FILE_MODE` when others may read it, `ERR_CRYPTO_BAD_KEY` when it is damaged.
 */
export function openSigningKey(path: string): SigningKey {
  if (!existsSync(path)) return createSigningKeyFile(path);
  if (isOpenToOthers(statSync(path).mode)) {
    throw new SallyportError({
      code: "ERR_CRYPTO_KEY_FILE_MODE",
      message: `The key file ${path} can be read by other users.`,
      hint: `Run: chmod 600 ${path} (and rotate the key if others had access).`,
    });
  }
  return importSigningKey(readJson(path));
}

/** Whether a file's mode lets other users at it. Windows has no mode bits; there the folder's ACL is the fence. */
export function isOpenToOthers(mode: number): boolean {
  return process.platform !== "win32" && (mode & 0o077) !== 0;
}

function createSigningKeyFile(path: string): SigningKey {
  const key = generateSigningKey();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Of two processes that start together one wins the link; the other reads the winner's whole file.
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, JSON.stringify(exportPrivateKey(key)), { mode: 0o600, flag: "wx", flush: true });
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return importSigningKey(readJson(path));
    throw error;
  } finally {
    rmSync(temporary);
  }
  return key;
}

function readJson(path: string) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new SallyportError({
      code: "ERR_CRYPTO_BAD_KEY",
      message: `The key file ${path} is damaged.`,
      hint: "Restore it from a backup, or move it away to start with a new key.",
      cause,
    });
  }
}
