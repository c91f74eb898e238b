import { extname } from "node:path";
import type { CliHost } from "./host.ts";
import { decodeInput, loadInput, readInput } from "./read-input.ts";

/** Formats in which the text does not stand as it is. */
const packed = [".pdf", ".docx", ".eml"];

/** A file's text, also of PDF, Word and e-mail files; `-` is stdin. */
export async function readTextFile(file: string, host: CliHost): Promise<string> {
  const bytes = await readInput(file, host);
  return packed.includes(extname(file).toLowerCase())
    ? `${(await loadInput(file, bytes)).text}\n`
    : decodeInput(file, bytes);
}
