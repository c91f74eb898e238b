import { mkdtempSync } from "node:fs";
import { chmod, copyFile, readdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, it, vi } from "vitest";
import { bumpEpoch, openStorage, readEpoch } from "../../../sdk/src/storage/index.ts";

describe("openStorage", () => {
  it("migrates a new file, and opens it again with its rows", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "sallyport-db-")), "nested", "sallyport.db");
    const first = await openStorage(path);
    await bumpEpoch(first, "labels:acme");
    await first.destroy();
    const second = await openStorage(path);
    expect(await readEpoch(second, "labels:acme")).toBe(1);
    await second.destroy();
  });

  it.skipIf(process.platform === "win32")(
    "keeps a new file from other users, whatever its folder",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "sallyport-db-"));
      await chmod(folder, 0o755);
      const storage = await openStorage(join(folder, "sallyport.db"));
      for (const file of await readdir(folder)) {
        expect((await stat(join(folder, file))).mode & 0o077, file).toBe(0);
      }
      expect(await readdir(folder)).toContain("sallyport.db-wal");
      await storage.destroy();
    },
  );

  it("writes its log back while nobody asks for anything", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sallyport-db-"));
    const storage = await openStorage(join(folder, "sallyport.db"));
    await bumpEpoch(storage, "labels:acme");
    await vi.waitFor(
      async () => {
        // Without the log: what is in the file itself.
        await copyFile(join(folder, "sallyport.db"), join(folder, "copy.db"));
        const copy = await openStorage(join(folder, "copy.db"));
        const epoch = await readEpoch(copy, "labels:acme").finally(() => copy.destroy());
        expect(epoch).toBe(1);
      },
      { timeout: 30_000, interval: 200 },
    );
    await storage.destroy();
  });

  it("keeps bytes, big numbers and hostile text as they are", async () => {
    const storage = await openStorage(":memory:");
    const hostile = "'; drop table label; --\u0000😀";
    await storage
      .insertInto("label")
      .values({ id: hostile, tenant: "t", label_json: "{}", updated_at: 1e15 })
      .execute();
    const row = await storage.selectFrom("label").selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ id: hostile, tenant: "t", label_json: "{}", updated_at: 1e15 });
    await storage.destroy();
  });

  it("enforces foreign keys and durable writes", async () => {
    const storage = await openStorage(":memory:");
    await expect(
      storage
        .insertInto("label_subject")
        .values({ tenant: "t", subject: "role:x", label_id: "none" })
        .execute(),
    ).rejects.toThrow(/FOREIGN KEY/i);
    const pragma = await sql<{ synchronous: number }>`pragma synchronous`.execute(storage);
    expect(pragma.rows[0]?.synchronous).toBe(2);
    await storage.destroy();
  });

  it("says that it is closed, also to whoever waited for it, and may be closed twice", async () => {
    const storage = await openStorage(":memory:");
    const read = () => readEpoch(storage, "revocations");
    let end = () => {};
    let waiting: Promise<void> | undefined;
    await new Promise<void>((begun) => {
      waiting = storage.transaction().execute(async () => {
        const ended = new Promise<void>((resolve) => {
          end = resolve;
        });
        begun();
        await ended;
        throw new Error("over");
      });
    });
    const queued = read();
    const closed = { code: "ERR_STORAGE_CLOSED", hint: expect.any(String) };
    const refused = expect(queued).rejects.toMatchObject(closed);
    const destroyed = Promise.all([storage.destroy(), storage.destroy()]);
    end();
    await destroyed;
    await expect(waiting).rejects.toThrow();
    await refused;
    await expect(read()).rejects.toMatchObject(closed);
    await expect(storage.transaction().execute(async () => {})).rejects.toMatchObject(closed);
  });

  it("explains a file that is not a database", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "sallyport-db-")), "notes.txt");
    await writeFile(path, "just some notes, long enough to be read as a header ".repeat(20));
    await expect(openStorage(path)).rejects.toMatchObject({
      code: "ERR_STORAGE_MIGRATION",
      hint: expect.any(String),
    });
  });
});

describe("epochs", () => {
  it("count separately by name and only up, and roll back with their transaction", async () => {
    const storage = await openStorage(":memory:");
    expect(await readEpoch(storage, "revocations")).toBe(0);
    await bumpEpoch(storage, "revocations");
    await bumpEpoch(storage, "revocations");
    const failed = storage.transaction().execute(async (transaction) => {
      await bumpEpoch(transaction, "revocations");
      throw new Error("no");
    });
    await expect(failed).rejects.toThrow("no");
    expect(await readEpoch(storage, "revocations")).toBe(2);
    expect(await readEpoch(storage, "labels:acme")).toBe(0);
    await storage.destroy();
  });

  it("is migrated once by processes that open a new file at the same moment", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "sallyport-storage-")), "new.db");
    const opened = await Promise.all([openStorage(path), openStorage(path), openStorage(path)]);
    for (const storage of opened) {
      expect(await storage.selectFrom("approval_request").select("id").execute()).toEqual([]);
      await storage.destroy();
    }
  });
});
