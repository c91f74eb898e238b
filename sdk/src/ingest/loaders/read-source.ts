import { SallyportError } from "../../errors.ts";
import type { IngestErrorCode } from "../errors.ts";
import { decodeText } from "./decode-text.ts";

/** The text of a format that is text, with `\n` line ends. @throws {SallyportError} `ERR_INGEST_BROKEN_FILE`. */
export function readSource(bytes: Uint8Array): string {
  try {
    return decodeText(bytes).replaceAll("\r\n", "\n");
  } catch (cause) {
    throw new SallyportError<IngestErrorCode>({
      code: "ERR_INGEST_BROKEN_FILE",
      message: "The file is neither UTF-8 nor UTF-16 text.",
      hint: "Save it as UTF-8.",
      cause,
    });
  }
}
