import { z } from "zod/v4";
import { type Classification, classifications } from "../identity/index.ts";
import { type Integrity, integrities } from "../policy/index.ts";
import type { Storage } from "../storage/index.ts";
import { createGlob } from "./glob.ts";
import type { LabelTable } from "./label-table.ts";

/** Narrows a search within what the reader may read; it can never widen it. All that is given must hold. */
export interface SearchFilter {
  /** Globs on the document's source: `contracts/**`. One must match. */
  readonly sources?: readonly string[];
  readonly documentIds?: readonly string[];
  /** `application/pdf`, `message/rfc822`, … */
  readonly mediaTypes?: readonly string[];
  /** Milliseconds since the epoch, inclusive. */
  readonly ingestedFrom?: number;
  readonly ingestedUntil?: number;
  /** Of the document's label; one of these. */
  readonly integrity?: readonly Integrity[];
  readonly classification?: readonly Classification[];
  /** Of the document's label; all of these. */
  readonly tags?: readonly string[];
}

const texts = z.array(z.string().min(1).max(1024)).min(1).max(1000);
const filterSchema = z.strictObject({
  sources: texts.optional(),
  documentIds: texts.optional(),
  mediaTypes: texts.optional(),
  ingestedFrom: z.int().optional(),
  ingestedUntil: z.int().optional(),
  integrity: z.array(z.enum(integrities)).min(1).optional(),
  classification: z.array(z.enum(classifications)).min(1).optional(),
  tags: texts.optional(),
});

/** @throws {TypeError} naming what is wrong: a filter that is not understood must not be left out. */
export function parseFilter(filter: unknown): SearchFilter {
  const result = filterSchema.safeParse(filter);
  if (!result.success) throw new TypeError(`The filter is not valid. ${z.prettifyError(result.error)}`);
  result.data.sources?.forEach(createGlob);
  return result.data as SearchFilter;
}

/** The label part of a filter: the flags of permitted labels that also satisfy it. */
export function filterLabels(table: LabelTable, flags: Uint8Array, filter: SearchFilter): Uint8Array {
  const { integrity, classification, tags } = filter;
  if (integrity === undefined && classification === undefined && tags === undefined) return flags;
  return flags.map((flag, number) => {
    if (flag === 0) return 0;
    const label = table.label(table.replacements.get(number) ?? number);
    const suits =
      (integrity?.includes(label.integrity) ?? true) &&
      (classification?.includes(label.classification) ?? true) &&
      (tags?.every((tag) => label.tags?.includes(tag)) ?? true);
    return suits ? 1 : 0;
  });
}

/** The document part of a filter: the numbers of documents that satisfy it; undefined when it has none. */
export async function filterDocuments(
  storage: Storage,
  tenant: string,
  filter: SearchFilter,
): Promise<ReadonlySet<number> | undefined> {
  const { sources, documentIds, mediaTypes, ingestedFrom, ingestedUntil } = filter;
  if ([sources, documentIds, mediaTypes, ingestedFrom, ingestedUntil].every((part) => part === undefined)) {
    return undefined;
  }
  let query = storage
    .selectFrom("document")
    .select(["number", "source"])
    .where("tenant", "=", tenant)
    .where("status", "=", "active");
  if (documentIds !== undefined) query = query.where("id", "in", documentIds);
  if (mediaTypes !== undefined) query = query.where("media_type", "in", mediaTypes);
  if (ingestedFrom !== undefined) query = query.where("ingested_at", ">=", ingestedFrom);
  if (ingestedUntil !== undefined) query = query.where("ingested_at", "<=", ingestedUntil);
  const globs = sources?.map(createGlob);
  const documents = await query.execute();
  const chosen = documents.filter(({ source }) => globs?.some((matches) => matches(source)) ?? true);
  return new Set(chosen.map(({ number }) => number));
}
