/** A passage of the corpus as the checks see it. */
export interface Passage {
  readonly id: string;
  readonly text: string;
  /** Who brought it in: an author, a connector, an upload. Caps and floods are counted by it. */
  readonly source: string;
  readonly trusted: boolean;
}

/** What a check found: passages that together look placed rather than written. */
export interface CorpusFinding {
  readonly check: "duplicates" | "echo" | "cluster" | "hub" | "takeover";
  /** One sentence for people; never quotes the passages. */
  readonly message: string;
  readonly owasp: string;
  /** 0 to 1: how surely this is an attack. */
  readonly score: number;
  /** Ids of the passages concerned. */
  readonly passages: readonly string[];
}
