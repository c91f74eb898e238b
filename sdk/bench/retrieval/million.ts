import { Rows } from "../../src/retrieval/index/rows.ts";
import { createScanThreads } from "../../src/retrieval/index/scan-threads.ts";
import { k, openReader, truthsFor } from "./engine.ts";
import { createMixture, dimension, vectorAt } from "./mixture.ts";
import { compare, type Timing } from "./timing.ts";

export interface MillionFigures {
  readonly ours: Timing;
  readonly bytesPerVector: number;
  readonly loadMs: number;
}

const drawnAtOnce = 50_000;

/** So many vectors in one tenant, all of which one reader may read, under so many labels that none has a graph. */
export async function measureMany(
  count: number,
  progress: (message: string) => void,
): Promise<MillionFigures> {
  const draw = createMixture(1);
  const rows = new Rows(dimension, true, count);
  rows.extend(count);
  let loadMs = 0;
  for (let from = 0; from < count; from += drawnAtOnce) {
    progress(`${from} of ${count} vectors`);
    const vectors = draw(Math.min(drawnAtOnce, count - from));
    const start = performance.now();
    for (let index = 0; index < vectors.count; index++) {
      const row = from + index;
      const label = 1 + Math.floor((row * 500) / count);
      rows.write(row, { label, document: row, chunk: row, vector: vectorAt(vectors, index) });
    }
    loadMs += performance.now() - start;
  }
  const asked = draw(30);
  const questions = Array.from({ length: asked.count }, (_, index) => Array.from(vectorAt(asked, index)));
  progress("searching");
  const reader = await openReader(rows, new Uint8Array(501).fill(1, 1), 0.97, createScanThreads(2));
  const truths = await truthsFor(reader, questions);
  const { ours } = await compare({ ours: (question) => reader.search(questions[question]!) }, truths);
  if (ours.returned !== k) throw new Error("too few rows came back");
  return { ours, loadMs, bytesPerVector: rows.bytes / count };
}
