/** A file as a loader read it. */
export interface LoadedDocument {
  readonly title: string;
  readonly mediaType: string;
  /** What people see when they open the file; this alone is chunked and indexed. */
  readonly text: string;
  /**
   * What the screener reads: `text` and everything that a reader does not see (comments, hidden elements,
   * metadata), with its markup, so that the screener can tell the one from the other.
   */
  readonly screened: string;
  /** The named label that the file's front matter asks for. */
  readonly label?: string;
}

/** Reads one format. `name` is the file's name without folders. Throws on a file that is not of its format. */
export type LoadDocument = (bytes: Uint8Array, name: string) => Promise<LoadedDocument>;
