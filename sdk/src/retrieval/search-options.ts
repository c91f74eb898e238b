import { parseFilter, type SearchFilter } from "./filter.ts";

/** Scores how well texts answer a question; one finite number per text, higher is better. */
export type Reranker = (question: string, texts: readonly string[]) => Promise<readonly number[]>;

export interface SearchOptions {
  /** How many hits at most; 5 by default, 1 to 1000. */
  readonly k?: number;
  readonly filter?: SearchFilter;
  /** `vector` (default) goes by meaning, `hybrid` by meaning and by words. */
  readonly mode?: "vector" | "hybrid";
  /** The least cosine that counts as a hit; for `vector` alone. */
  readonly minScore?: number;
  /** From 0 (default), which takes what fits best, to 1, which avoids repetition above all. */
  readonly diversity?: number;
  /** How many chunks of the same document to add before and after each hit; 0 by default, 5 at most. */
  readonly neighbours?: number;
  /** Sees the texts that the reader would see, redacted, and puts them in another order. */
  readonly rerank?: Reranker;
}

export type ParsedOptions = Required<Omit<SearchOptions, "filter" | "minScore" | "rerank">> &
  Pick<SearchOptions, "filter" | "minScore" | "rerank">;

/** @throws {TypeError} naming the option and what is accepted. */
export function parseOptions(options: SearchOptions): ParsedOptions {
  const {
    k = 5,
    filter,
    mode = "vector",
    minScore,
    diversity = 0,
    neighbours = 0,
    rerank,
    ...others
  } = options;
  // One that is not understood could have been meant to narrow the search.
  const [unknown] = Object.keys(others);
  check(unknown === undefined, `${unknown} is not an option of a search`);
  check(Number.isInteger(k) && k >= 1 && k <= 1000, "k must be an integer from 1 to 1000");
  check(mode === "vector" || mode === "hybrid", 'mode must be "vector" or "hybrid"');
  check(
    minScore === undefined || (minScore >= -1 && minScore <= 1),
    "minScore must be a number from -1 to 1",
  );
  check(minScore === undefined || mode === "vector", "minScore is a cosine: it needs mode vector");
  check(diversity >= 0 && diversity <= 1, "diversity must be a number from 0 to 1");
  check(
    Number.isInteger(neighbours) && neighbours >= 0 && neighbours <= 5,
    "neighbours must be an integer from 0 to 5",
  );
  check(rerank === undefined || typeof rerank === "function", "rerank must be a function");
  return {
    k,
    mode,
    diversity,
    neighbours,
    ...(filter !== undefined && { filter: parseFilter(filter) }),
    ...(minScore !== undefined && { minScore }),
    ...(rerank !== undefined && { rerank }),
  };
}

/** Longer questions are no questions; they would only hold up everybody else's. */
const longestQuestion = 32_768;

/** @throws {TypeError} when it is no text, or a very long one. */
export function checkQuestion(query: unknown): void {
  check(typeof query === "string", "query must be a string");
  check((query as string).length <= longestQuestion, `query must have at most ${longestQuestion} characters`);
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new TypeError(message);
}
