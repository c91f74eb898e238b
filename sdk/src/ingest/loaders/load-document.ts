import { basename, extname } from "node:path";
import { SallyportError } from "../../errors.ts";
import type { IngestErrorCode } from "../errors.ts";
import { loadCsv } from "./csv.ts";
import { loadDocx } from "./docx.ts";
import { loadEmail } from "./email.ts";
import { loadHtml } from "./html.ts";
import type { LoadDocument, LoadedDocument } from "./loaded-document.ts";
import { loadMarkdown } from "./markdown.ts";
import { loadPdf } from "./pdf.ts";

const loaders: Readonly<Record<string, LoadDocument>> = {
  ".md": loadMarkdown,
  ".markdown": loadMarkdown,
  ".txt": loadMarkdown,
  ".html": loadHtml,
  ".htm": loadHtml,
  ".pdf": loadPdf,
  ".docx": loadDocx,
  ".eml": loadEmail,
  ".csv": loadCsv,
};

export const supportedExtensions: readonly string[] = Object.keys(loaders);

/**
 * Reads a file by its extension.
 *
 * @throws {SallyportError} `ERR_INGEST_UNSUPPORTED`, `ERR_INGEST_BROKEN_FILE`, `ERR_INGEST_MISSING_PACKAGE`.
 */
export async function loadDocument(path: string, bytes: Uint8Array): Promise<LoadedDocument> {
  const extension = extname(path).toLowerCase();
  const load = loaders[extension];
  if (load === undefined) {
    throw new SallyportError<IngestErrorCode>({
      code: "ERR_INGEST_UNSUPPORTED",
      message: `No loader for ${extension === "" ? "a file without an extension" : extension}.`,
      hint: `Convert it to one of: ${supportedExtensions.join(", ")}`,
    });
  }
  try {
    return await load(bytes, basename(path));
  } catch (cause) {
    throw explainFailure(extension, cause);
  }
}

function explainFailure(extension: string, cause: unknown): SallyportError {
  if (SallyportError.isInstance(cause)) return cause;
  if ((cause as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") {
    return new SallyportError<IngestErrorCode>({
      code: "ERR_INGEST_MISSING_PACKAGE",
      message: `The package that reads ${extension} is not installed.`,
      hint: "Run npm install; the loaders are dependencies of @sallyport/sdk.",
      cause,
    });
  }
  return new SallyportError<IngestErrorCode>({
    code: "ERR_INGEST_BROKEN_FILE",
    message: `The file could not be read as ${extension}.`,
    hint: "Open it in the program that it belongs to and save it again.",
    cause,
  });
}
