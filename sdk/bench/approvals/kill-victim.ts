/**
 * A process that asks, decides, spends, acts and reports, approval after approval, until it is killed: by itself
 * with a real SIGKILL at the step that it is told, or by whoever started it.
 */
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { signDecision } from "../../src/approvals/index.ts";
import { effectsFile, openKillWorld, refundNumber } from "./kill-world.ts";
import { watchWrites } from "./watch-writes.ts";

const [home = "", writer = "", count = "0", killAt = "", nth = "1"] = process.argv.slice(2);
let left = Number(nth);
const seen = new Set<string>();
/** How often each step came in this approval. */
let times = new Map<string, number>();

function step(kind: string): void {
  const time = (times.get(kind) ?? 0) + 1;
  times.set(kind, time);
  const name = time === 1 ? kind : `${kind}, time ${time}`;
  if (name === killAt && --left === 0) {
    process.kill(process.pid, "SIGKILL");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  if (!seen.has(name)) writeSync(1, `${name}\n`);
  seen.add(name);
}

watchWrites(step);
const { storage, approvals, channel } = await openKillWorld(home, { writer });
const file = openSync(effectsFile(home), "a");

async function live(index: number): Promise<void> {
  times = new Map();
  const request = await approvals.request(refundNumber(index));
  const { id: requestId, argumentsDigest, tenant } = request;
  const signed = { requestId, argumentsDigest, tenant, decision: "approve", verifiedBy: "bench" } as const;
  await approvals.decide(signDecision(channel, { ...signed, approver: "fay", at: Date.now() }));
  const grant = await approvals.consume(requestId, request, 30_000);
  if (grant.type !== "granted") return;
  step("before effect");
  writeSync(file, `${requestId}\n`);
  fsyncSync(file);
  step("after effect");
  await approvals.settle(requestId, "succeeded");
  step("after settling");
}

const ended = new Set(
  await storage
    .selectFrom("approval_request")
    .select("request_json")
    .where("state", "not in", ["pending", "approved"])
    .execute()
    .then((rows) => rows.map((row) => (JSON.parse(row.request_json) as { callId: string }).callId)),
);
writeSync(1, "ready\n");
for (let index = 0; index < Number(count); index++) {
  if (!ended.has(refundNumber(index).callId)) await live(index);
}
closeSync(file);
await storage.destroy();
