import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** What the numbers were measured on; the load says how much to believe them. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1);
  return `${availableParallelism()} × ${model}, ${memory} GiB, Node ${process.version}, load ${load}`;
}
