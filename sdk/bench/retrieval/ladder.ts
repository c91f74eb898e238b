import { leastGraphRows } from "../../src/retrieval/index/large-runs.ts";
import { createScanThreads, oneThread } from "../../src/retrieval/index/scan-threads.ts";
import { chooseLabels, labelLadder } from "./acl.ts";
import { k, loadRows, openReader, type Reader, truthsFor } from "./engine.ts";
import { buildHnsw, buildHnswElsewhere, type HnswIndex, tune } from "./hnsw.ts";
import { createMixture, type Vectors, vectorAt } from "./mixture.ts";
import { type OneLabel, openOneLabel } from "./one-label.ts";
import { openSqliteVec } from "./sqlite-vec.ts";
import { compare, type Timing } from "./timing.ts";

export const shares = [1, 0.3, 0.1, 0.01, 0.001] as const;
export type Share = (typeof shares)[number];

export interface Rung {
  readonly permitted: number;
  readonly ours: Timing;
  /** An index of exactly the permitted vectors, at the smallest ef that reaches the same recall. */
  readonly oracle: Timing;
  readonly oracleEf: number;
  /** Ours with two threads. */
  readonly oursTwoThreads: Timing;
  /** One index of everything, with more results asked for and the forbidden ones dropped. */
  readonly postFilter4: Timing;
  readonly postFilter10: Timing;
  readonly postFilter50: Timing;
  /** One index of everything, with hnswlib's filter callback. */
  readonly filterCallback: Timing;
  /** sqlite-vec with the label as metadata; absent where it cannot be loaded. */
  readonly sqliteVec?: Timing;
}

export interface Ladder {
  readonly rungs: ReadonlyMap<Share, Rung>;
  readonly forbidden: number;
  readonly bytesPerVector: number;
  /** With the float32 vectors left in the database. */
  readonly bytesPerVectorOnDisk: number;
  readonly buildMs: number;
  readonly hnswBuildMs: number;
  /** A reader of everything where all is under one label, beside an hnswlib index of the same vectors. */
  readonly oneLabel: {
    readonly ours: Timing;
    /** By its graph, whether or not the product would walk it. */
    readonly graph: Timing;
    readonly raw: Timing;
    readonly buildMs: number;
    readonly bytesPerVector: number;
  };
}

const recall = 0.97;
/** For what takes tens of milliseconds a time. */
const fewQuestions = 10;

/** What takes minutes to build, by processes of their own, and is waited for before anything is timed. */
export interface Prepared {
  readonly vectors: Vectors;
  readonly asked: Vectors;
  readonly everything: Promise<{ readonly index: HnswIndex; readonly buildMs: number }>;
  readonly oneLabel: Promise<OneLabel>;
}

export function prepareLadder(count: number, questionCount: number, folder: string): Prepared {
  const draw = createMixture(1);
  const vectors = draw(count);
  const asked = draw(questionCount);
  return {
    vectors,
    asked,
    everything: buildHnswElsewhere(vectors),
    oneLabel: openOneLabel(vectors, recall, folder),
  };
}

/** Readers of 100 % down to 0.1 % of one tenant's documents, each beside the alternatives. */
export async function measureLadder(
  prepared: Prepared,
  progress: (message: string) => void,
): Promise<Ladder> {
  const { vectors, asked } = prepared;
  const { count } = vectors;
  progress(`${count} vectors: building graphs`);
  const everything = await prepared.everything;
  const oneLabel = await prepared.oneLabel;
  const questions = Array.from({ length: asked.count }, (_, index) => Array.from(vectorAt(asked, index)));
  const labels = labelLadder(vectors, 2);
  const loading = performance.now();
  const rows = loadRows(vectors, labels, labels.keys());
  const buildMs = performance.now() - loading;
  const sqliteVec = openSqliteVec(vectors, labels);

  const rungs = new Map<Share, Rung>();
  let forbidden = 0;
  for (const share of shares) {
    progress(`${count} vectors, ${share * 100} % permitted`);
    const flags = chooseLabels(labels, share, 3);
    const reader = await openReader(rows, flags, recall);
    const twoThreads = await openReader(rows, flags, recall, createScanThreads(2));
    const truths = await truthsFor(reader, questions);
    const oracle = share === 1 ? everything.index : await buildHnsw(vectors, reader.permitted);
    const isPermitted = (id: number) => flags[labels[id]!] === 1;
    const oracleEf = tune(oracle, pairs(questions, truths), recall);
    const fair = await compare(
      {
        ours: (question) => reader.search(questions[question]!),
        oursTwoThreads: (question) => twoThreads.search(questions[question]!),
        oracle: (question) => oracle.search(questions[question]!, k),
      },
      truths,
    );
    const exact =
      sqliteVec &&
      (await compare(
        { sqliteVec: (question) => sqliteVec(questions[question]!, k, flags) },
        truths.slice(0, fewQuestions),
        1,
      ));
    rungs.set(share, {
      permitted: reader.plan.rows,
      ...fair,
      oracleEf,
      ...exact,
      ...(await measureFilters(everything.index, reader, questions, truths, isPermitted)),
    });
    forbidden += reader.forbidden;
  }
  progress(`${count} vectors under one label`);
  const all = Uint8Array.of(0, 1);
  const walker = await openReader(oneLabel.rows, all, recall);
  const scanner = await openReader(oneLabel.rows, all, recall, oneThread, []);
  // What the product does with so many rows of one label.
  const reader = count >= leastGraphRows ? walker : scanner;
  const truths = await truthsFor(reader, questions);
  tune(everything.index, pairs(questions, truths), recall);
  const { ours, graph, raw } = await compare(
    {
      ours: (question) => reader.search(questions[question]!),
      graph: (question) => walker.search(questions[question]!),
      raw: (question) => everything.index.search(questions[question]!, k),
    },
    truths,
  );
  const onDisk = loadRows(vectors, labels, labels.keys(), false);
  return {
    ...{
      rungs,
      forbidden: forbidden + walker.forbidden + scanner.forbidden,
      buildMs,
      hnswBuildMs: everything.buildMs,
    },
    oneLabel: { ours, graph, raw, buildMs: oneLabel.buildMs, bytesPerVector: oneLabel.bytesPerVector },
    bytesPerVector: rows.bytes / count,
    bytesPerVectorOnDisk: onDisk.bytes / count,
  };
}

function pairs(questions: readonly (readonly number[])[], truths: readonly ReadonlySet<number>[]) {
  return questions.map((vector, index) => ({ vector, truth: truths[index]! }));
}

/** What people do with one index of everything. */
async function measureFilters(
  everything: HnswIndex,
  reader: Reader,
  questions: readonly (readonly number[])[],
  truths: readonly ReadonlySet<number>[],
  isPermitted: (id: number) => boolean,
) {
  const after = (factor: number) => (question: number) => {
    everything.setEf(Math.max(100, factor * k));
    return everything
      .search(questions[question]!, factor * k)
      .filter(isPermitted)
      .slice(0, k);
  };
  // The callback's time grows as the share falls, to hundreds of milliseconds: fewer questions will do.
  const few = truths.slice(0, reader.permitted.length < 1000 ? fewQuestions : truths.length);
  const { postFilter4, postFilter10, postFilter50 } = await compare(
    { postFilter4: after(4), postFilter10: after(10), postFilter50: after(50) },
    truths,
    2,
  );
  const { filterCallback } = await compare(
    {
      filterCallback: (question) => {
        everything.setEf(100);
        return everything.search(questions[question]!, k, isPermitted);
      },
    },
    few,
    2,
  );
  return { postFilter4, postFilter10, postFilter50, filterCallback };
}
