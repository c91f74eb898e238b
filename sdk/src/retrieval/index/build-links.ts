import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { constants, setPriority } from "node:os";
import type { Run } from "./large-runs.ts";
import { graphDegree } from "./layout.ts";
import { rowVector } from "./quantise.ts";
import type { Rows } from "./rows.ts";

const sentAtOnce = 256;

/**
 * The links of an hnswlib graph through a run of rows, built in a process of its own: hnswlib ends its process on bad
 * input, and writes what cannot be read back without saying so. The process gets vectors in row order and nothing
 * else, searches nothing, and what it leaves is believed only as far as it is checked. Undefined when it fails,
 * or hnswlib-node is not installed.
 */
export async function buildLinks(rows: Rows, run: Run, target: string): Promise<Uint32Array | undefined> {
  const library = findLibrary();
  if (library === undefined) return undefined;
  const { dimension } = rows.layout;
  const child = spawn(process.execPath, ["-e", program, library, `${dimension}`, `${run.count}`, target], {
    stdio: ["pipe", "ignore", "ignore"],
    env: {},
  });
  const exited = once(child, "exit").catch(() => [1]);
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some systems do not let a process give way; it builds all the same.
  }
  // Nobody waits for a graph: the process may end without it, and the child ends when it is left alone.
  child.unref();
  (child.stdin as Partial<{ unref(): void }>).unref?.();
  // A child that has died is noticed by its exit.
  child.stdin.on("error", () => undefined);
  for (let from = 0; from < run.count; from += sentAtOnce) {
    const isWelcome = child.stdin.write(vectorsOf(rows, run, from));
    if (!isWelcome) await Promise.race([once(child.stdin, "drain"), exited]);
    if (child.exitCode !== null || child.signalCode !== null) break;
  }
  child.stdin.end();
  const [code] = (await exited) as [number | null];
  try {
    if (code !== 0) return undefined;
    const bytes = await readFile(target);
    if (bytes.length !== run.count * graphDegree * 4) return undefined;
    return new Uint32Array(Uint8Array.from(bytes).buffer);
  } catch {
    return undefined;
  } finally {
    await rm(target, { force: true });
    await rm(`${target}.hnsw`, { force: true });
  }
}

function findLibrary(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve("hnswlib-node");
  } catch {
    return undefined;
  }
}

/** Vectors as the rows' codes tell them where the vectors themselves are on disk. */
function vectorsOf(rows: Rows, { first, count }: Run, from: number): Uint8Array {
  const { dimension } = rows.layout;
  const sent = Math.min(sentAtOnce, count - from);
  const vectors = new Float32Array(sent * dimension);
  for (let index = 0; index < sent; index++) {
    vectors.set(rowVector(rows.views, rows.layout, first + from + index), index * dimension);
  }
  return new Uint8Array(vectors.buffer);
}

/** What the process runs; as text, because sources and builds keep files in different places and languages. */
const program = `
const [, library, dimension, count, target] = process.argv;
const fs = require("node:fs");
const { HierarchicalNSW } = require(library);
const bytes = dimension * 4;
const index = new HierarchicalNSW("ip", +dimension);
index.initIndex(+count, ${graphDegree / 2}, 200, 100);
let node = 0;
let rest = Buffer.alloc(0);
process.stdin.on("data", (chunk) => {
  rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  let at = 0;
  for (; rest.length - at >= bytes; at += bytes) {
    const vector = new Array(+dimension);
    for (let component = 0; component < dimension; component++) {
      vector[component] = rest.readFloatLE(at + component * 4);
      if (!Number.isFinite(vector[component])) process.exit(2);
    }
    index.addPoint(vector, node++);
  }
  rest = rest.subarray(at);
});
process.stdin.on("end", () => {
  if (node !== +count || rest.length > 0) process.exit(3);
  fs.writeFileSync(target + ".hnsw", "", { mode: 0o600 });
  index.writeIndexSync(target + ".hnsw");
  const file = fs.openSync(target + ".hnsw", "r");
  const read = (position, length) => {
    const buffer = Buffer.alloc(length);
    if (fs.readSync(file, buffer, 0, length, position) !== length) process.exit(4);
    return buffer;
  };
  // hnswlib's own order: where links begin, capacity, count, bytes per element, where its label and its vector lie.
  const header = read(0, 96);
  const [links, , stored, stride, label] = [0, 8, 16, 24, 32].map((at) => Number(header.readBigUInt64LE(at)));
  if (stored !== +count) process.exit(5);
  const found = new Uint32Array(count * ${graphDegree}).fill(0xffffffff);
  for (let from = 0; from < count; from += 1000) {
    const some = Math.min(1000, count - from);
    const elements = read(96 + from * stride, some * stride);
    for (let one = 0; one < some; one++) {
      const at = one * stride;
      if (Number(elements.readBigUInt64LE(at + label)) !== from + one) process.exit(6);
      const size = elements.readUInt16LE(at + links);
      if (size > ${graphDegree}) process.exit(7);
      for (let link = 0; link < size; link++) {
        found[(from + one) * ${graphDegree} + link] = elements.readUInt32LE(at + links + 4 + link * 4);
      }
    }
  }
  fs.writeFileSync(target, new Uint8Array(found.buffer), { mode: 0o600 });
});`;
