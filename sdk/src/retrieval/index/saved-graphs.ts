import { createHash, type Hash } from "node:crypto";
import type { Run } from "./large-runs.ts";
import { graphDegree } from "./layout.ts";
import type { Pause } from "./pause.ts";
import { partsOf } from "./quantise.ts";
import type { Rows } from "./rows.ts";
import type { Snapshots } from "./snapshots.ts";

/** The links that were saved for the run or for its first rows; undefined when there are none for these very rows. */
export async function loadLinks(
  snapshots: Snapshots,
  rows: Rows,
  { first, count }: Run,
  label: string,
  pause: Pause,
): Promise<Uint32Array | undefined> {
  return snapshots.load(
    nameOf(label),
    (facts) => Number(facts.count) <= count && Number(facts.count) > 0,
    async ({ facts, read }) => {
      const run = { first, count: Number(facts.count) };
      if (facts.rows !== (await digestOfRows(rows, run, pause))) return undefined;
      const links = new Uint32Array(run.count * graphDegree);
      return (await read([new Uint8Array(links.buffer)])) ? links : undefined;
    },
  );
}

export async function saveLinks(
  snapshots: Snapshots,
  rows: Rows,
  run: Run,
  label: string,
  links: Uint32Array,
  pause: Pause,
): Promise<void> {
  const facts = { count: run.count, rows: await digestOfRows(rows, run, pause) };
  const bytes = new Uint8Array(links.buffer, links.byteOffset, links.byteLength);
  await snapshots.save(nameOf(label), facts, [bytes], () => false);
}

function nameOf(label: string): string {
  return `graph-${createHash("sha256").update(label).digest("hex").slice(0, 32)}`;
}

/** Which chunks these are, in which order, with which codes. */
async function digestOfRows(rows: Rows, { first, count }: Run, pause: Pause): Promise<string> {
  const hash: Hash = createHash("sha256").update(`${rows.layout.padded}/${count}/`);
  for (let row = first; row < first + count; row++) {
    const { codes } = partsOf(rows.layout, row);
    hash.update(Float64Array.of(rows.chunks[row]!));
    hash.update(Uint8Array.from(rows.views.bytes.subarray(codes.at, codes.at + codes.bytes)));
    if (row % 4096 === 0) await pause();
  }
  return hash.digest("hex");
}
