import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { SallyportError } from "../errors.ts";
import type { IngestErrorCode } from "./errors.ts";
import { manifestName } from "./manifest.ts";

export interface FoundFile {
  /** Relative to the folder, with `/` between the parts. */
  readonly source: string;
  readonly path: string;
  /** A link may point outside the folder, past the owner's rules, so it is not followed. */
  readonly isLink: boolean;
}

/** All files under `folder` in a stable order; neither hidden ones nor the manifest. @throws `ERR_INGEST_FOLDER`. */
export async function listFiles(folder: string): Promise<FoundFile[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return { path, source: relative(folder, path).split(sep).join("/"), isLink: entry.isSymbolicLink() };
      })
      .filter(
        ({ source }) => source !== manifestName && !source.split("/").some((part) => part.startsWith(".")),
      )
      .sort((a, b) => (a.source < b.source ? -1 : 1));
  } catch (cause) {
    throw new SallyportError<IngestErrorCode>({
      code: "ERR_INGEST_FOLDER",
      message: `The folder ${folder} cannot be read.`,
      hint: "Name an existing folder that this user may list.",
      cause,
    });
  }
}
