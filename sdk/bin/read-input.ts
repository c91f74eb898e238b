import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { decodeText, loadDocument, SallyportError } from "@sallyport/sdk";
import type { CliErrorCode } from "./cli-error.ts";
import type { CliHost } from "./host.ts";

/** A file's bytes, or what comes on stdin when the name is `-`. @throws {SallyportError} `ERR_CLI_FILE`. */
export async function readInput(file: string, { stdin, signal }: CliHost): Promise<Uint8Array> {
  if (file === "-") return buffer(addAbortSignal(signal, stdin));
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw unreadable(`${file} cannot be read (${cause.code ?? cause.name}).`, cause);
  });
}

/**
 * The text in a file's bytes. Nothing is guessed: what is read in the wrong encoding would come out damaged, and
 * keep what is in it.
 *
 * @throws {SallyportError} `ERR_CLI_FILE`.
 */
export function decodeInput(file: string, bytes: Uint8Array): string {
  try {
    return decodeText(bytes);
  } catch (cause) {
    const name = file === "-" ? "Standard input" : file;
    const hint = "Convert it first, for example with: iconv -f WINDOWS-1252 -t UTF-8";
    throw unreadable(`${name} is neither UTF-8 nor UTF-16 text.`, cause, hint);
  }
}

/** A document of a format that ingest reads. @throws {SallyportError} `ERR_CLI_FILE`. */
export async function loadInput(file: string, bytes: Uint8Array): ReturnType<typeof loadDocument> {
  return loadDocument(file, bytes).catch((cause: SallyportError) => {
    throw unreadable(`${file}: ${cause.message}`, cause, cause.hint);
  });
}

function unreadable(message: string, cause: unknown, hint?: string): SallyportError<CliErrorCode> {
  return new SallyportError({
    code: "ERR_CLI_FILE",
    message,
    cause,
    ...(hint === undefined ? {} : { hint }),
  });
}
