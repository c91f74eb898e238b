import { basename } from "node:path";
import { type Digest, sha256 } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import { encodeVector, toUnitVector } from "../retrieval/index.ts";
import type { Screening } from "../screening/index.ts";
import type { IngestErrorCode } from "./errors.ts";
import type { IngestEvent } from "./events.ts";
import { findKnown, type KnownDocument } from "./find-known.ts";
import type { IngestRun } from "./ingest-run.ts";
import { internLabel, nextRevision } from "./intern-label.ts";
import { type LoadedDocument, loadDocument } from "./loaders/index.ts";
import type { Labelling } from "./manifest.ts";
import { retentionMs } from "./retention.ts";
import { screenDocument } from "./screen-document.ts";
import { splitText } from "./split-text.ts";
import { documentId, type StoredDocument, storeDocument } from "./store-document.ts";

type Place = { readonly source: string; readonly position: number; readonly total: number };

const embeddingBatch = 16;
const maxTextLength = 5_000_000;

/** Loads, screens, embeds, labels and stores one file, or finds that nothing about it changed. */
export async function* ingestFile(
  run: IngestRun,
  bytes: Uint8Array,
  place: Place,
): AsyncGenerator<IngestEvent> {
  const id = documentId(run.tenant, place.source);
  const contentHash = sha256(bytes);
  const known = await findKnown(run, id);
  const loaded = await loadDocument(place.source, bytes);
  const labelling = run.manifest.labelFor(place.source, loaded.label);
  const label = labelling.type === "labelled" ? labelling.label : undefined;
  if (known !== undefined && isUnchanged(run, known, contentHash, label?.id)) {
    yield { type: "unchanged", ...place, documentId: id };
    return;
  }
  yield { type: "loaded", ...place, mediaType: loaded.mediaType, title: loaded.title };

  const texts = await splitBounded(loaded.text);
  if (texts.length === 0) throw noText();
  yield { type: "chunked", ...place, chunks: texts.length };

  const isTrusted = label?.integrity === "trusted";
  const screened = withName(loaded.screened, place.source);
  const screening = await screenDocument(run.screener, screened, texts, isTrusted);
  yield { type: "screened", ...place, screening: screening.document };

  const vectors = await embed(run, loaded, texts, known);
  yield { type: "embedded", ...place, chunks: texts.length };

  const released = known?.released === true && known.contentHash === contentHash;
  const status = statusOf(labelling, screening.document, released);
  const now = run.clock();
  const retention = label === undefined ? undefined : retentionMs(label);
  const document: Omit<StoredDocument, "labelId"> = {
    id,
    tenant: run.tenant,
    source: place.source,
    folder: run.folder,
    title: loaded.title,
    mediaType: loaded.mediaType,
    contentHash,
    status,
    screening: screening.document,
    ingestedAt: now,
    expiresAt: retention === undefined ? null : now + retention,
    model: run.embeddings.model,
    chunks: texts.map((text, index) => ({
      text,
      vector: vectors[index]!,
      screening: screening.chunks[index]!,
    })),
  };
  // The receipt comes first: a crash in between leaves a receipt without an effect, never the reverse.
  await appendReceipt(run, document, label?.id);
  await run.storage.transaction().execute(async (transaction) => {
    const labelId = label === undefined ? null : await internLabel(transaction, label, now);
    await storeDocument(transaction, { ...document, labelId }, await nextRevision(transaction, run.tenant));
  });
  const outcome =
    labelling.type === "labelled" ? { name: labelling.name, label: labelling.label } : labelling;
  yield { ...outcome, ...place, type: "labelled", documentId: id, status };
}

/** Models are shown where a passage comes from, and whoever sends a file has chosen its name. */
function withName(screened: string, source: string): string {
  return `${screened}\n\n${basename(source).replaceAll(/[-_.]+/g, " ")}`;
}

function isUnchanged(
  run: IngestRun,
  known: KnownDocument,
  contentHash: Digest,
  labelId: string | undefined,
): boolean {
  return (
    known.contentHash === contentHash &&
    known.labelId === labelId &&
    known.folder === run.folder &&
    known.detectorVersion === run.screener.detectorVersion &&
    known.models.every((model) => model === run.embeddings.model)
  );
}

async function splitBounded(text: string): Promise<string[]> {
  if (text.length <= maxTextLength) return splitText(text);
  throw new SallyportError<IngestErrorCode>({
    code: "ERR_INGEST_TOO_LARGE",
    message: "The document has more than 5 million characters.",
    hint: "Split it into several files.",
  });
}

function noText(): SallyportError<IngestErrorCode> {
  return new SallyportError<IngestErrorCode>({
    code: "ERR_INGEST_NO_TEXT",
    message: "The file shows no text.",
    hint: "A scanned page has to go through text recognition first.",
  });
}

/** One vector per chunk; those of chunks that are as they were are kept. */
async function embed(
  { embeddings }: IngestRun,
  { title }: LoadedDocument,
  texts: readonly string[],
  known: KnownDocument | undefined,
): Promise<Uint8Array[]> {
  const kept = known?.title === title ? known.vectors : new Map<string, Uint8Array>();
  const vectors = new Map<string, Uint8Array>();
  const missing = [...new Set(texts)].filter((text) => {
    const vector = kept.get(`${embeddings.model}\n${text}`);
    if (vector !== undefined) vectors.set(text, vector);
    return vector === undefined;
  });
  for (let from = 0; from < missing.length; from += embeddingBatch) {
    const batch = missing.slice(from, from + embeddingBatch);
    // The title says what a chunk from the middle of a document is about.
    const embedded = await embeddings.embedDocuments(batch.map((text) => `${title}\n${text}`));
    for (const [index, text] of batch.entries()) {
      vectors.set(text, encodeVector(toUnitVector(embedded[index] ?? [])));
    }
  }
  return texts.map((text) => vectors.get(text)!);
}

function statusOf(labelling: Labelling, screening: Screening, released: boolean): StoredDocument["status"] {
  if (screening.verdict === "quarantined" && !released) return "quarantined";
  return labelling.type === "labelled" ? "active" : "unlabelled";
}

async function appendReceipt(
  { ledger, tenant }: IngestRun,
  document: Omit<StoredDocument, "labelId">,
  labelId: string | undefined,
): Promise<void> {
  await ledger.append({
    type: document.status === "quarantined" ? "document-quarantined" : "document-ingested",
    tenant,
    revoke: [`document:${document.id}`, ...(labelId === undefined ? [] : [`label:${labelId}`])],
    facts: {
      document: document.id,
      contentHash: document.contentHash,
      label: labelId ?? null,
      status: document.status,
      verdict: document.screening.verdict,
      detectors: [...new Set(document.screening.reasons.map((reason) => reason.detector))],
      detectorVersion: document.screening.detectorVersion,
      model: document.model,
      chunks: document.chunks.length,
    },
  });
}
