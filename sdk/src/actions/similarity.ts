import type { Embeddings } from "../retrieval/index.ts";

/** How alike two texts are: 0 nothing in common, 1 the same. */
export type Similarity = (one: string, other: string) => Promise<number>;

const longestText = 2_000;
const mostRemembered = 500;

/** By the cosine of their embeddings. Texts that come again, as purposes do, are embedded once. */
export function createSimilarity(embeddings: Embeddings): Similarity {
  const vectors = new Map<string, Promise<number[]>>();
  const embed = (text: string) => {
    const known = vectors.get(text);
    if (known !== undefined) return known;
    const vector = embeddings.embedQuery(text);
    vector.catch(() => vectors.delete(text));
    if (vectors.size >= mostRemembered) vectors.delete(vectors.keys().next().value ?? "");
    vectors.set(text, vector);
    return vector;
  };
  return async (one, other) => {
    const [left, right] = await Promise.all([one, other].map((text) => embed(text.slice(0, longestText))));
    return Math.max(0, cosine(left ?? [], right ?? []));
  };
}

function cosine(one: readonly number[], other: readonly number[]): number {
  let product = 0;
  let [left, right] = [0, 0];
  for (const [index, value] of one.entries()) {
    const opposite = other[index] ?? 0;
    product += value * opposite;
    left += value * value;
    right += opposite * opposite;
  }
  return product / Math.sqrt(left * right) || 0;
}
