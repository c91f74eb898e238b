import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSigningKey } from "../../sdk/src/crypto/index.ts";
import { exportLedger, openLedger } from "../../sdk/src/receipts/index.ts";
import { verifyLedger } from "../../sdk/src/receipts/verify/index.ts";
import { openStorage } from "../../sdk/src/storage/index.ts";

const script = fileURLToPath(new URL("./receipts-writer.ts", import.meta.url));
const processOptions = ["--import", "tsx", "--conditions=@sallyport/source", script];

describe("a writer that is killed at a random moment", () => {
  let folder: string;
  let database: string;
  let keyFile: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sallyport-kill-"));
    database = join(folder, "ledger.db");
    keyFile = join(folder, "key.json");
    openSigningKey(keyFile);
    // Migrated beforehand: the subject is the writer.
    await (await openStorage(database)).destroy();
  });

  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await rm(folder, { recursive: true });
  });

  function start(writer: string) {
    const child = spawn(process.execPath, [...processOptions, database, keyFile, writer], { stdio: "pipe" });
    children.push(child);
    const output = { acknowledged: "", error: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output.acknowledged += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output.error += text;
    });
    return { child, output };
  }

  it("[G4] loses no acknowledged receipt and goes on with its chain", async () => {
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      const { child, output } = start("gateway-1");
      await expect
        .poll(() => output.acknowledged.length > 0 || child.exitCode !== null, { timeout: 30_000 })
        .toBe(true);
      await sleep(Math.random() * 150);
      child.kill("SIGKILL");
      await once(child, "close");
      expect(output.error).toBe("");
      // The last line may be cut off: then nobody was told.
      acknowledged.push(...output.acknowledged.split("\n").slice(0, -1));
    }
    const storage = await openStorage(database);
    const key = openSigningKey(keyFile);
    await (await openLedger({ storage, key, writer: "gateway-1" })).append({
      type: "policy-changed",
      tenant: "acme",
    });
    const bundle = await exportLedger({ storage });
    await storage.destroy();
    const kept = new Set(bundle.receipts.map(({ id, hash }) => `${id} ${hash}`));
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
    expect((await verifyLedger(bundle, { publicKeys: [key.publicKey] })).findings).toEqual([]);
  });

  it("[G4] does not share its chain with a second process of its name", async () => {
    const processes = [start("gateway-1"), start("gateway-1")];
    const [loser] = (await Promise.race(
      processes.map(async (each) => {
        const [exitCode] = await once(each.child, "close");
        return [each, exitCode] as const;
      }),
    )) as [(typeof processes)[0], number];
    expect(loser.output.error).toBe("ERR_RECEIPTS_WRITER_TAKEN\n");
    for (const { child } of processes.filter((each) => each !== loser)) {
      child.kill("SIGKILL");
      await once(child, "close");
    }
    const storage = await openStorage(database);
    const bundle = await exportLedger({ storage });
    await storage.destroy();
    const { publicKey } = openSigningKey(keyFile);
    expect((await verifyLedger(bundle, { publicKeys: [publicKey] })).findings).toEqual([]);
    const kept = new Set(bundle.receipts.map(({ id, hash }) => `${id} ${hash}`));
    const told = processes.flatMap(({ output }) => output.acknowledged.split("\n").slice(0, -1));
    expect(told.filter((line) => !kept.has(line))).toEqual([]);
  });
});
