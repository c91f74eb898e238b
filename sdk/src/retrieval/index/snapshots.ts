import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../clock.ts";
import type { Storage } from "../../storage/index.ts";

export interface SnapshotsOptions {
  readonly storage: Storage;
  readonly tenant: string;
  readonly folder: string;
  readonly clock: Clock;
}

/** What a snapshot was made from; it is used only where all of it is as wanted. */
export type SnapshotFacts = Readonly<Record<string, string | number | boolean>>;

interface Manifest {
  readonly facts: SnapshotFacts;
  readonly parts: readonly { readonly bytes: number; readonly sha256: string }[];
}

export interface Snapshot {
  readonly facts: SnapshotFacts;
  /** The length of each part. */
  readonly sizes: readonly number[];
  /** Reads the parts into these; false when they are not what was saved, whatever they hold by then. */
  read(targets: readonly Uint8Array[]): Promise<boolean>;
}

const copiedAtOnce = 1024 * 1024;

/**
 * Files that spare computing again what the database implies. The database remembers the digest of each: a file that
 * was torn, exchanged or edited is not used. Never the truth about anything; the folder may be deleted at any time.
 */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  readonly #folder: string;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    const tenant = createHash("sha256").update(options.tenant).digest("hex").slice(0, 32);
    this.#folder = join(options.folder, tenant);
  }

  /** Where something may be built that is then saved. */
  async workFile(): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    return join(this.#folder, `${randomUUID()}.work`);
  }

  /** Saves parts as they are now; forgets them again when `isStale` says at the end that they have changed. */
  async save(
    name: string,
    facts: SnapshotFacts,
    parts: readonly Uint8Array[],
    isStale: () => boolean,
  ): Promise<void> {
    const { storage, tenant, clock } = this.#options;
    const work = await this.workFile();
    const file = `${name}-${randomUUID()}.snapshot`;
    const handle = await open(work, "wx", 0o600);
    try {
      const manifest: Manifest = { facts, parts: await writeParts(handle, parts) };
      await handle.sync();
      if (isStale()) return;
      await rename(work, join(this.#folder, file));
      await syncFolder(this.#folder);
      // Until the database knows it, the file is nothing.
      const row = { file, tenant, name, manifest_json: JSON.stringify(manifest), saved_at: clock() };
      await storage.insertInto("index_snapshot").values(row).execute();
      await this.#sweep(name, file);
    } finally {
      await handle.close();
      await rm(work, { force: true });
    }
  }

  /** Uses the newest one that is in this folder and whose facts suit. */
  async load<T>(
    name: string,
    suits: (facts: SnapshotFacts) => boolean,
    use: (snapshot: Snapshot) => Promise<T>,
  ): Promise<T | undefined> {
    for (const { file, manifest_json } of await this.#known(name)) {
      const { facts, parts } = JSON.parse(manifest_json) as Manifest;
      if (!suits(facts)) continue;
      const handle = await open(join(this.#folder, file), "r").catch(() => undefined);
      if (handle === undefined) continue;
      try {
        const sizes = parts.map(({ bytes }) => bytes);
        return await use({ facts, sizes, read: (targets) => readParts(handle, parts, targets) });
      } finally {
        await handle.close();
      }
    }
    return undefined;
  }

  /** Deletes the files of a name: something in them must not outlive its deletion. */
  async remove(name: string): Promise<void> {
    await this.#sweep(name, undefined);
  }

  #known(name: string) {
    const { storage, tenant } = this.#options;
    return storage
      .selectFrom("index_snapshot")
      .select(["file", "manifest_json"])
      .where("tenant", "=", tenant)
      .where("name", "=", name)
      .orderBy("saved_at", "desc")
      .execute();
  }

  /** Deletes earlier files of this folder, and what a crash has left in it. */
  async #sweep(name: string, kept: string | undefined): Promise<void> {
    const { storage } = this.#options;
    const files = await readdir(this.#folder).catch(() => []);
    for (const file of files) {
      if (file === kept || !(file.startsWith(`${name}-`) || (await this.#isLeftOver(file)))) continue;
      await storage.deleteFrom("index_snapshot").where("file", "=", file).execute();
      await rm(join(this.#folder, file), { force: true });
    }
  }

  async #isLeftOver(file: string): Promise<boolean> {
    if (!file.includes(".work")) return false;
    const found = await stat(join(this.#folder, file)).catch(() => undefined);
    return found !== undefined && found.mtimeMs < this.#options.clock() - workMs;
  }
}

/** How long something may be under construction. */
const workMs = 86_400_000;

async function writeParts(
  handle: FileHandle,
  parts: readonly Uint8Array[],
): Promise<{ readonly bytes: number; readonly sha256: string }[]> {
  const written: { bytes: number; sha256: string }[] = [];
  for (const part of parts) {
    const hash = createHash("sha256");
    for (let at = 0; at < part.length; at += copiedAtOnce) {
      // A copy, since the memory goes on being used: what is hashed is what is written.
      const piece = Uint8Array.from(part.subarray(at, at + copiedAtOnce));
      hash.update(piece);
      await handle.writeFile(piece);
    }
    written.push({ bytes: part.length, sha256: hash.digest("hex") });
  }
  return written;
}

async function readParts(
  handle: FileHandle,
  parts: Manifest["parts"],
  targets: readonly Uint8Array[],
): Promise<boolean> {
  const buffer = Buffer.alloc(copiedAtOnce);
  for (const [index, { bytes, sha256 }] of parts.entries()) {
    const target = targets[index];
    if (target?.length !== bytes) return false;
    const hash = createHash("sha256");
    for (let at = 0; at < bytes; ) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(copiedAtOnce, bytes - at));
      if (bytesRead === 0) return false;
      const piece = buffer.subarray(0, bytesRead);
      hash.update(piece);
      target.set(piece, at);
      at += bytesRead;
    }
    if (hash.digest("hex") !== sha256) return false;
  }
  return true;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  // Windows has no such thing.
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
