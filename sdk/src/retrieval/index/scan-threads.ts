import { availableParallelism } from "node:os";
import { Helper, type ScanTask } from "./helper.ts";
import type { Memory } from "./kernel.ts";
import { type Layout, mostThreads } from "./layout.ts";

/** Threads that scan a memory together. */
export interface ScanThreads {
  /** How many parts to cut work into: one for each thread, the calling one included. */
  readonly parts: number;
  /** Runs the first task here and the others elsewhere; their results, in order. */
  run(
    memory: Memory,
    layout: Layout,
    tasks: readonly ScanTask[],
    here: (task: ScanTask) => number,
  ): Promise<readonly number[]>;
}

/** The calling thread alone. */
export const oneThread: ScanThreads = {
  parts: 1,
  run: async (_memory, _layout, tasks, here) => tasks.map(here),
};

export function defaultThreads(): number {
  return Math.min(mostThreads, availableParallelism());
}

/**
 * As many threads as asked for, up to four. They start when first needed, and the process may end without them.
 *
 * @throws {SallyportError} `ERR_RETRIEVAL_THREAD`, from `run`, when a thread has died; the next run has a new one.
 */
export function createScanThreads(threads: number): ScanThreads {
  const parts = Math.min(mostThreads, threads);
  if (!(parts > 1)) return oneThread;
  const helpers: Helper[] = [];
  return {
    parts,
    async run(memory, layout, tasks, here) {
      const started = tasks.slice(1).map((task, index) => {
        if (helpers[index] === undefined || helpers[index].isDead) helpers[index] = new Helper();
        helpers[index].start(memory, layout, task);
        return helpers[index];
      });
      const results = tasks.slice(0, 1).map(here);
      for (const helper of started) results.push(await helper.result());
      return results;
    },
  };
}
