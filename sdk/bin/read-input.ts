import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { decodeText, SallyportError } from "@sallyport/sdk";
import type { CliErrorCode } from "./cli-error.ts";
import type { CliHost } from "./host.ts";

/** A file's bytes, or what comes on stdin when the name is `-`. @throws {SallyportError} `ERR_CLI_FILE`. */
export async function readInput(file: string, { stdin, signal }: CliHost): Promise<Uint8Array> {
  if (file === "-") return buffer(addAbortSignal(signal, stdin));
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new SallyportError<CliErrorCode>({
      code: "ERR_CLI_FILE",
      message: `${file} cannot be read (${cause.code ?? cause.name}).`,
      cause,
    });
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
    throw new SallyportError<CliErrorCode>({
      code: "ERR_CLI_FILE",
      message: `${file === "-" ? "Standard input" : file} is neither UTF-8 nor UTF-16 text.`,
      hint: "Convert it first, for example with: iconv -f WINDOWS-1252 -t UTF-8",
      cause,
    });
  }
}
