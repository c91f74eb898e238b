import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import hnswlib from "hnswlib-node";
import type { Vectors } from "./mixture.ts";
import { dimension, vectorAt } from "./mixture.ts";

export interface HnswIndex {
  setEf(ef: number): void;
  search(query: readonly number[], k: number, filter?: (id: number) => boolean): number[];
}

const links = 16;
const construction = 200;

/** An hnswlib-node index as people build it: M 16, efConstruction 200, inner product of unit vectors. */
export async function buildHnsw(vectors: Vectors, chosen: readonly number[]): Promise<HnswIndex> {
  const index = new hnswlib.HierarchicalNSW("ip", dimension);
  index.initIndex(Math.max(1, chosen.length), links, construction, 100);
  for (const [done, id] of chosen.entries()) {
    index.addPoint(Array.from(vectorAt(vectors, id)), id);
    // Other indexes are built by other processes meanwhile, and wait for what this one sends them.
    if (done % 100 === 0) await nextTurn();
  }
  return asIndex(index, chosen.length);
}

/** The same of all vectors, built by a process of its own. */
export async function buildHnswElsewhere(
  vectors: Vectors,
): Promise<{ readonly index: HnswIndex; readonly buildMs: number }> {
  const folder = await mkdtemp(join(tmpdir(), "sallyport-bench-hnsw-"));
  try {
    const { buffer, byteOffset, byteLength } = vectors.values;
    await writeFile(join(folder, "vectors"), new Uint8Array(buffer, byteOffset, byteLength));
    const library = createRequire(import.meta.url).resolve("hnswlib-node");
    const start = performance.now();
    const child = spawn(process.execPath, ["-e", program, library, folder, `${dimension}`], {
      stdio: "inherit",
    });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`building the HNSW index ended with ${code}`);
    const buildMs = performance.now() - start;
    const index = new hnswlib.HierarchicalNSW("ip", dimension);
    index.readIndexSync(join(folder, "index"));
    return { index: asIndex(index, vectors.count), buildMs };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const program = `
const [, library, folder, dimension] = process.argv;
const { HierarchicalNSW } = require(library);
const { readFileSync } = require("node:fs");
const bytes = readFileSync(folder + "/vectors");
const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const count = values.length / dimension;
const index = new HierarchicalNSW("ip", +dimension);
index.initIndex(count, ${links}, ${construction}, 100);
for (let id = 0; id < count; id++) index.addPoint(Array.from(values.subarray(id * dimension, (id + 1) * dimension)), id);
index.writeIndexSync(folder + "/index");`;

function asIndex(index: InstanceType<typeof hnswlib.HierarchicalNSW>, count: number): HnswIndex {
  return {
    setEf: (ef) => index.setEf(ef),
    search: (query, k, filter) => index.searchKnn(query as number[], Math.min(k, count), filter).neighbors,
  };
}

const efs = [10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 100, 125, 150, 200, 250, 300, 400, 600, 800];

/** A question as an index is asked it. */
export interface HnswQuestion {
  readonly vector: readonly number[];
  readonly filter?: (id: number) => boolean;
  readonly truth: ReadonlySet<number>;
}

/** Sets the smallest ef that reaches the recall on these questions; gives back what it is. */
export function tune(index: HnswIndex, questions: readonly HnswQuestion[], recall: number): number {
  const wanted = questions.reduce((sum, { truth }) => sum + truth.size, 0);
  for (const ef of efs) {
    index.setEf(ef);
    let found = 0;
    for (const { vector, filter, truth } of questions) {
      found += index.search(vector, truth.size, filter).filter((id) => truth.has(id)).length;
    }
    if (found >= recall * wanted) return ef;
  }
  return efs.at(-1)!;
}
