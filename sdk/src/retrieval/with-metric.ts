import { SallyportError } from "../errors.ts";
import type { Embeddings } from "./embeddings.ts";
import type { RetrievalErrorCode } from "./errors.ts";

/** How nearness is measured where vectors differ in length; for those that do not, cosine gives the same order. */
export type Metric = "inner-product" | "euclidean";

export interface MetricOptions {
  readonly metric: Metric;
  /** No vector of a document is longer. The closer to the longest, the better the index tells vectors apart. */
  readonly longest: number;
}

/**
 * Embeddings whose cosines put documents into the order of another metric, exactly: documents get components that
 * make them all equally long, questions get constants there. Scores are then those cosines. (For the inner product,
 * Bachrach et al., "Speeding up the Xbox recommender system", 2014.)
 *
 * @throws {SallyportError} `ERR_RETRIEVAL_BAD_VECTOR`, from `embedDocuments`, when a vector is longer than `longest`.
 */
export function withMetric(embeddings: Embeddings, { metric, longest }: MetricOptions): Embeddings {
  if (!(longest > 0 && Number.isFinite(longest))) throw new TypeError("longest must be a number above 0");
  const place = metric === "inner-product" ? placeByProduct : placeByDistance;
  return {
    model: `${embeddings.model}+${metric}(${longest})`,
    async embedDocuments(texts) {
      return (await embeddings.embedDocuments(texts)).map((vector) => {
        const scaled = vector.map((value) => value / longest);
        const squares = scaled.reduce((sum, value) => sum + value * value, 0);
        // Rounding may make the longest a little longer.
        if (!(squares <= 1 + 1e-6)) throw tooLong(longest);
        return [...scaled, ...place(Math.min(1, squares))];
      });
    },
    async embedQuery(text) {
      const vector = await embeddings.embedQuery(text);
      return metric === "inner-product" ? [...vector, 0] : [...vector.map((value) => value / longest), -1, 0];
    },
  };
}

function placeByProduct(squares: number): number[] {
  return [Math.sqrt(1 - squares)];
}

/** |q - x|² = |q|² - 2 (q·x - |x|²/2): the second component of the sum is a product with a constant. */
function placeByDistance(squares: number): number[] {
  const half = squares / 2;
  // The longest that |x|² + (|x|²/2)² gets is 1.25.
  return [half, Math.sqrt(Math.max(0, 1.25 - squares - half * half))];
}

function tooLong(longest: number): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_BAD_VECTOR",
    message: `A vector is longer than ${longest}, or not made of finite numbers.`,
    hint: "Give withMetric the length of the longest vector that the model makes, and ingest again.",
  });
}
