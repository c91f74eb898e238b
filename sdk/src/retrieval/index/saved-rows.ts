import { createHash } from "node:crypto";
import type { LabelTable } from "../label-table.ts";
import { kernelCode } from "./kernel-code.ts";
import type { Run } from "./large-runs.ts";
import { noLabel, Rows } from "./rows.ts";
import type { Snapshot, SnapshotFacts, Snapshots } from "./snapshots.ts";

/** A tenant's rows with what is known of them, as of a revision of its documents. */
export interface SavedRows {
  readonly rows: Rows;
  readonly revision: number;
  readonly expiries: ReadonlyMap<number, number>;
}

/** What decides whether saved rows are any use. */
export interface RowsKind {
  readonly labels: LabelTable;
  readonly model: string;
  readonly resident: boolean;
}

const name = "rows";
/** Other kernels may write rows in other forms. */
const kernel = createHash("sha256").update(kernelCode).digest("hex");

export async function saveRows(
  snapshots: Snapshots,
  { labels, model, resident }: RowsKind,
  { rows, revision, expiries }: SavedRows,
  isStale: () => boolean,
): Promise<void> {
  const { count, layout, blocks } = rows;
  const { dimension, blockBytes } = layout;
  const graphRuns = JSON.stringify(rows.graphs.runs);
  const facts: SnapshotFacts = {
    kernel,
    model,
    resident,
    revision,
    dimension,
    count,
    blockBytes,
    graphRuns,
  };
  const ids = Array.from({ length: labels.size }, (_, index) => labels.label(index + 1).id);
  const parts = [
    blocks,
    bytesOf(rows.labels.slice(0, count)),
    bytesOf(rows.documents.slice(0, count)),
    bytesOf(rows.chunks.slice(0, count)),
    bytesOf(Float64Array.from([...expiries].flat())),
    new TextEncoder().encode(JSON.stringify(ids)),
  ];
  await snapshots.save(name, facts, parts, isStale);
}

/** Undefined when there are none, or they are of another kind, newer than the database, or damaged. */
export async function loadRows(
  snapshots: Snapshots,
  kind: RowsKind,
  newest: number,
): Promise<SavedRows | undefined> {
  const { model, resident } = kind;
  const suits = (facts: SnapshotFacts) =>
    facts.kernel === kernel &&
    facts.model === model &&
    facts.resident === resident &&
    (facts.revision as number) <= newest;
  return snapshots.load(name, suits, (snapshot) => readRows(snapshot, kind));
}

/** So that nothing of a deleted document stays in a file. */
export function removeRows(snapshots: Snapshots): Promise<void> {
  return snapshots.remove(name);
}

async function readRows(
  { facts, sizes, read }: Snapshot,
  { labels, resident }: RowsKind,
): Promise<SavedRows | undefined> {
  const dimension = Number(facts.dimension);
  const count = Number(facts.count);
  const owners = {
    labels: new Uint32Array(count),
    documents: new Uint32Array(count),
    chunks: new Float64Array(count),
  };
  const expiries = new Float64Array((sizes[4] ?? 0) / 8);
  const ids = new Uint8Array(sizes[5] ?? 0);
  const rows = new Rows(dimension, resident, count, JSON.parse(String(facts.graphRuns)) as Run[]);
  rows.extend(count);
  if (rows.layout.blockBytes !== facts.blockBytes) return undefined;
  const small = [owners.labels, owners.documents, owners.chunks, expiries].map(bytesOf);
  if (!(await read([rows.blocks, ...small, ids]))) return undefined;

  const known = JSON.parse(new TextDecoder().decode(ids)) as string[];
  const numbers = [noLabel, ...known.map((id) => labels.numberOf(id))];
  if (numbers.includes(noLabel, 1)) return undefined;
  for (let row = 0; row < count; row++) {
    const label = numbers[owners.labels[row]!];
    if (label === undefined) return undefined;
    rows.own(row, { label, document: owners.documents[row]!, chunk: owners.chunks[row]! });
  }
  const times = Array.from({ length: expiries.length / 2 }, (_, index) => {
    return [expiries[index * 2]!, expiries[index * 2 + 1]!] as const;
  });
  return { rows, revision: Number(facts.revision), expiries: new Map(times) };
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
