import type { Found } from "./planned-rows.ts";
import { type ReadChunk, readChunks } from "./read-chunks.ts";
import type { RescreenOptions } from "./rescreen.ts";
import { rescreen } from "./rescreen.ts";
import type { View } from "./view.ts";

/** What a hit shows: a chunk, with its neighbours' text when they were asked for. */
export type Passage = Omit<ReadChunk, "row" | "detectorVersion" | "released"> & { readonly score: number };

/**
 * Reads what was found, each chunk checked once more and screened with today's detectors. Undefined when one may
 * not be read any more.
 */
export async function readPassages(
  options: RescreenOptions,
  view: View,
  found: readonly Found[],
  neighbours: number,
): Promise<readonly Passage[] | undefined> {
  const { storage, tenant } = options;
  const chunks = await readChunks(
    storage,
    tenant,
    found.map(({ chunk }) => chunk),
    view,
  );
  if (chunks === undefined) return undefined;
  const read = found.map(({ chunk }) => chunks.get(chunk)!);
  const around =
    neighbours === 0 ? read.map((chunk) => [chunk]) : await readAround(options, view, read, neighbours);
  if (around === undefined) return undefined;
  const passages: Passage[] = [];
  for (const [index, group] of around.entries()) {
    const screened: ReadChunk[] = [];
    for (const chunk of group) screened.push(await rescreen(options, chunk));
    passages.push({ ...join(read[index]!, screened), score: found[index]!.score });
  }
  return passages;
}

/** Each chunk with those beside it in the same document, which has one label: no passage crosses labels. */
async function readAround(
  { storage, tenant }: RescreenOptions,
  view: View,
  read: readonly ReadChunk[],
  neighbours: number,
): Promise<readonly (readonly ReadChunk[])[] | undefined> {
  const rowsOf: number[][] = [];
  for (const { documentId, ordinal } of read) {
    const rows = await storage
      .selectFrom("chunk")
      .select("row")
      .where("document_id", "=", documentId)
      .where("ordinal", ">=", ordinal - neighbours)
      .where("ordinal", "<=", ordinal + neighbours)
      .orderBy("ordinal")
      .execute();
    rowsOf.push(rows.map(({ row }) => row));
  }
  const chunks = await readChunks(storage, tenant, [...new Set(rowsOf.flat())], view);
  return chunks && rowsOf.map((rows) => rows.map((row) => chunks.get(row)!));
}

function join(center: ReadChunk, parts: readonly ReadChunk[]): Omit<Passage, "score"> {
  const order = ["clean", "suspicious", "quarantined"];
  const worst = parts.reduce((a, b) => (order.indexOf(b.verdict) > order.indexOf(a.verdict) ? b : a));
  const text = parts.map((part) => part.text).reduce((whole, next) => whole + withoutOverlap(whole, next));
  return { ...center, text, verdict: worst.verdict };
}

/** Chunks repeat the end of the one before them; a passage should not. */
function withoutOverlap(before: string, next: string): string {
  for (let length = Math.min(before.length, next.length, 200); length > 0; length--) {
    if (before.endsWith(next.slice(0, length))) return next.slice(length);
  }
  return `\n${next}`;
}
