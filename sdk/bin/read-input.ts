import { readFile } from "node:fs/promises";
import { addAbortSignal } from "node:stream";
import { buffer } from "node:stream/consumers";
import { SallyportError } from "@sallyport/sdk";
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

/** UTF-8, without a byte order mark; what is no UTF-8 shows as replacement characters. */
export function decodeInput(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
