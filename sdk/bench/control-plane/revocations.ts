import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openRevocations } from "../../src/identity/index.ts";
import { openStorage } from "../../src/storage/index.ts";

/** Milliseconds from the moment `revoke` returned until another process's check saw it: the 99th percentile. */
export async function measureRevocations(rounds: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "sallyport-bench-revocations-"));
  const path = join(folder, "state.db");
  const storage = await openStorage(path);
  const watcher = fork(fileURLToPath(new URL("revocation-watcher.ts", import.meta.url)), [path]);
  try {
    await once(watcher, "message");
    const revocations = openRevocations({ storage });
    const delays: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const subject = `agent-${round}`;
      watcher.send(subject);
      await once(watcher, "message");
      const seen = once(watcher, "message");
      await revocations.revoke({ kind: "agent", subject, reason: "bench", actor: "bench" });
      const revokedAt = Date.now();
      const [seenAt] = (await seen) as [number];
      delays.push(Math.max(0, seenAt - revokedAt));
    }
    delays.sort((a, b) => a - b);
    return delays[Math.min(delays.length - 1, Math.floor(delays.length * 0.99))] ?? Number.NaN;
  } finally {
    watcher.disconnect();
    await storage.destroy();
    await rm(folder, { recursive: true });
  }
}
