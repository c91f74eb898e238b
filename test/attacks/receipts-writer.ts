/** A process that appends without end and says which receipts were acknowledged; for receipts-kill.test.ts. */
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openSigningKey } from "../../sdk/src/crypto/index.ts";
import { createCheckpoint, openLedger } from "../../sdk/src/receipts/index.ts";
import { openStorage } from "../../sdk/src/storage/index.ts";

const [database = "", keyFile = "", writer = ""] = process.argv.slice(2);
const storage = await openStorage(database);
const key = openSigningKey(keyFile);
const ledger = await openLedger({ storage, key, writer });

async function appendForEver(): Promise<void> {
  for (;;) {
    const { id, hash } = await ledger.append({
      type: "tool-call-executed",
      tenant: "acme",
      facts: { tool: "wire" },
    });
    writeSync(1, `${id} ${hash}\n`);
  }
}

async function checkpointForEver(): Promise<void> {
  for (;;) {
    await createCheckpoint({ storage, key, origin: "acme" });
    await sleep(5);
  }
}

try {
  await Promise.all([...Array.from({ length: 20 }, appendForEver), checkpointForEver()]);
} catch (error) {
  writeSync(2, `${(error as { code?: string }).code}\n`);
  process.exit(1);
}
