import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { resolve } from "node:path";
import { systemClock } from "../clock.ts";
import { SallyportError } from "../errors.ts";
import { checkCorpus } from "./check-corpus.ts";
import { deleteDocument } from "./delete-document.ts";
import type { IngestErrorCode } from "./errors.ts";
import type { FailedDocument, IngestEvent } from "./events.ts";
import { ingestFile } from "./ingest-file.ts";
import type { IngestOptions, IngestRun } from "./ingest-run.ts";
import { type FoundFile, listFiles } from "./list-files.ts";
import { loadManifest } from "./manifest.ts";
import { summarise } from "./summarise.ts";
import { withholdDocument } from "./withhold-document.ts";

const maxFileBytes = 50 * 1024 * 1024;

/**
 * Brings the store in step with a folder: new and changed files are loaded, screened, embedded and labelled,
 * unchanged ones skipped, missing ones deleted. Each document is replaced in one transaction, so a run may be
 * stopped anywhere and started again. A file that cannot be read is reported; the others go on.
 *
 * @throws {SallyportError} `ERR_INGEST_FOLDER`, `ERR_INGEST_MANIFEST`, `ERR_INGEST_TENANT`, before anything
 * changes; later whatever the database, the ledger or the embedding model throws.
 */
export async function* ingestFolder(options: IngestOptions): AsyncGenerator<IngestEvent, void, undefined> {
  const folder = resolve(options.folder);
  const manifest = await loadManifest(folder, options.tenant);
  const run: IngestRun = { clock: systemClock, ...options, folder, manifest };
  const files = await listFiles(folder);
  const events: IngestEvent[] = [];
  for (const [index, file] of files.entries()) {
    for await (const event of ingestOrReport(run, file, { position: index + 1, total: files.length })) {
      events.push(event);
      yield event;
    }
  }
  for (const event of await deleteMissing(run, files)) {
    events.push(event);
    yield event;
  }
  const flagged = await checkCorpus(run, untrustedLabels(events));
  yield { type: "done", ...(await summarise(run, files.length, events)), flagged };
}

/** Labels of untrusted integrity that a document came under in this run. */
function untrustedLabels(events: readonly IngestEvent[]): Set<string> {
  return new Set(
    events.flatMap((event) =>
      event.type === "labelled" && event.label?.integrity === "untrusted" ? [event.label.id] : [],
    ),
  );
}

async function* ingestOrReport(
  run: IngestRun,
  file: FoundFile,
  progress: { position: number; total: number },
): AsyncGenerator<IngestEvent> {
  const place = { source: file.source, ...progress };
  try {
    yield* ingestFile(run, await readBytes(file), place);
  } catch (error) {
    if (!SallyportError.isInstance(error) || !isAboutOneFile(error.code)) throw error;
    // What cannot be read any more cannot be checked any more: its last version is readable by nobody.
    await withholdDocument(run, file.source);
    const failure: FailedDocument = { source: file.source, code: error.code, reason: error.message };
    yield { type: "failed", ...place, ...failure };
  }
}

function isAboutOneFile(code: string): boolean {
  return code.startsWith("ERR_INGEST_") || code === "ERR_RETRIEVAL_BAD_VECTOR";
}

async function readBytes(file: FoundFile): Promise<Uint8Array> {
  if (file.isLink)
    throw refuse("ERR_INGEST_LINK", "It is a symbolic link, which could lead past this folder's rules.");
  let handle: FileHandle | undefined;
  try {
    // The very file that is looked at is read: since the listing, another or a link may have taken its name.
    handle = await open(file.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if ((await handle.stat()).size > maxFileBytes)
      throw refuse("ERR_INGEST_TOO_LARGE", "The file is larger than 50 MB.");
    return await handle.readFile();
  } catch (error) {
    if (SallyportError.isInstance(error)) throw error;
    throw refuse("ERR_INGEST_BROKEN_FILE", "The file cannot be opened.", error);
  } finally {
    await handle?.close();
  }
}

function refuse(code: IngestErrorCode, message: string, cause?: unknown): SallyportError<IngestErrorCode> {
  return new SallyportError<IngestErrorCode>({ code, message, cause });
}

async function deleteMissing(run: IngestRun, files: readonly FoundFile[]): Promise<IngestEvent[]> {
  const { storage, ledger, tenant, folder } = run;
  const present = new Set(files.map((file) => file.source));
  const stored = await storage
    .selectFrom("document")
    .select(["id", "source"])
    .where("tenant", "=", tenant)
    .where("folder", "=", folder)
    .where("status", "!=", "deleted")
    .execute();
  const events: IngestEvent[] = [];
  for (const { id, source } of stored) {
    if (present.has(source)) continue;
    await deleteDocument({ storage, ledger, tenant, documentId: id, reason: "file-missing" });
    events.push({ type: "deleted", source, documentId: id });
  }
  return events;
}
