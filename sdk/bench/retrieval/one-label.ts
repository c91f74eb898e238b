import { buildLinks } from "../../src/retrieval/index/build-links.ts";
import { calibrateWidth } from "../../src/retrieval/index/calibrate.ts";
import type { Rows } from "../../src/retrieval/index/rows.ts";
import { loadRows } from "./engine.ts";
import type { Vectors } from "./mixture.ts";

export interface OneLabel {
  readonly rows: Rows;
  readonly buildMs: number;
  /** With the graph's links, which other rows have not. */
  readonly bytesPerVector: number;
}

/** All vectors under one label, with the graph that the product builds for such labels. */
export async function openOneLabel(vectors: Vectors, recall: 0.97 | 0.99, folder: string): Promise<OneLabel> {
  const { count } = vectors;
  const run = { first: 0, count };
  const rows = loadRows(vectors, new Uint32Array(count).fill(1), Array(count).keys(), true, [run]);
  const start = performance.now();
  // The process that builds would not keep this one from ending.
  const awake = setInterval(() => undefined, 1000);
  const links = await buildLinks(rows, run, `${folder}/links`);
  clearInterval(awake);
  const placed = links && (await rows.graphs.place(rows, 0, links, () => undefined));
  if (placed === undefined) throw new Error("the graph could not be built");
  const buildMs = performance.now() - start;
  const width = await calibrateWidth(rows, placed, recall, () => undefined);
  rows.graphs.add({ ...placed, width: width! });
  return { rows, buildMs, bytesPerVector: rows.bytes / count };
}
