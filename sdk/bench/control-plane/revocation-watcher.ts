import { setTimeout as sleep } from "node:timers/promises";
import { openRevocations } from "../../src/identity/index.ts";
import { openStorage } from "../../src/storage/index.ts";

/** The other process: asks every 5 ms, as calls would, whether an agent is revoked, and says when it is. */
const storage = await openStorage(process.argv[2] as string);
const revocations = openRevocations({ storage });
process.on("message", async (subject: string) => {
  process.send?.("watching");
  while ((await revocations.find([{ kind: "agent", subject }])) === undefined) await sleep(5);
  process.send?.(Date.now());
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
