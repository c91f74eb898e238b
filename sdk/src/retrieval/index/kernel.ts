import { SallyportError } from "../../errors.ts";
import type { RetrievalErrorCode } from "../errors.ts";
import { kernelCode } from "./kernel-code.ts";
import { configurationOf, type Layout } from "./layout.ts";

/** The compiled functions of `sdk/kernel/scan.ts`, where each is described. All addresses are bytes. */
export interface Kernel {
  writeRow(row: number, vector: number, isResident: number): void;
  writeQuery(query: number, widest: number, bits: number, words: number, planes: number): void;
  compareBits(runs: number, runCount: number, query: number, histogram: number): number;
  listNear(runs: number, runCount: number, distance: number, list: number): number;
  listRows(runs: number, runCount: number, list: number): number;
  scoreBits(list: number, count: number, query: number): void;
  scoreCodes(list: number, count: number, query: number): void;
  scoreVectors(list: number, count: number, query: number): void;
  scoreCopies(list: number, count: number, vectors: number, query: number): void;
  keepBestBits(list: number, count: number, wanted: number, tally: number): number;
  keepBest(list: number, count: number, wanted: number, heap: number): number;
  walkGraph(
    first: number,
    count: number,
    links: number,
    visited: number,
    list: number,
    listed: number,
    pool: number,
    width: number,
    query: number,
  ): number;
}

/** A tenant's memory; shared, so that worker threads see the same bytes. */
export interface Memory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

// Node's types leave WebAssembly to the DOM's.
interface WebAssemblyApi {
  Memory: new (options: { initial: number; maximum: number; shared: true }) => Memory;
  Module: new (code: Uint8Array) => object;
  Instance: new (
    module: object,
    imports: { env: { memory: Memory } },
  ) => { readonly exports: Kernel & { configure(...parameters: number[]): void } };
}
const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };

export const pageBytes = 65_536;
export const maxPages = 65_536;

/** @throws {SallyportError} `ERR_RETRIEVAL_TOO_LARGE` when the process may not reserve more address space. */
export function createMemory(pages: number): Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: maxPages, shared: true });
  } catch (cause) {
    throw tooLarge("The process has no address space left for another tenant's index.", cause);
  }
}

let compiled: object | undefined;

/** The module that every memory's kernel is an instance of. Threads can be given it. */
export function compileKernel(): object {
  compiled ??= new WebAssembly.Module(Buffer.from(kernelCode, "base64"));
  return compiled;
}

/** @throws {SallyportError} `ERR_RETRIEVAL_NO_SIMD` when this runtime cannot run the kernel. */
export function openKernel(memory: Memory, layout: Layout): Kernel {
  try {
    const { exports } = new WebAssembly.Instance(compileKernel(), { env: { memory } });
    exports.configure(...configurationOf(layout));
    return exports;
  } catch (cause) {
    throw new SallyportError<RetrievalErrorCode>({
      code: "ERR_RETRIEVAL_NO_SIMD",
      message: "This runtime cannot run the search kernel, which needs WebAssembly with SIMD and threads.",
      hint: "Use Node 20.19 or later on a machine whose processor has SSE4.1 or NEON, without --jitless.",
      cause,
    });
  }
}

export function tooLarge(message: string, cause?: unknown): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_TOO_LARGE",
    message,
    hint: "A tenant's index may have 4 GB: keep vectors on disk, or split the tenant.",
    cause,
  });
}
