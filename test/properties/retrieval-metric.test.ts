import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Embeddings, toUnitVector, withMetric } from "../../sdk/src/retrieval/index.ts";

const longest = 5;
const component = fc.double({ min: -1, max: 1, noNaN: true });
/** Of every length up to the longest. */
const vector = fc
  .tuple(
    fc.array(component, { minLength: 6, maxLength: 6 }),
    fc.double({ min: 0.01, max: longest, noNaN: true }),
  )
  .filter(([values]) => Math.hypot(...values) > 0.01)
  .map(([values, length]) => values.map((value) => (value / Math.hypot(...values)) * length));

function embeddingsOf(documents: number[][], question: number[]): Embeddings {
  return { model: "raw", embedDocuments: async () => documents, embedQuery: async () => question };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, index) => sum + value * b[index]!, 0);

describe("withMetric", () => {
  it.each(["inner-product", "euclidean"] as const)("orders by cosine as %s does", (metric) =>
    fc.assert(
      fc.asyncProperty(
        fc.array(vector, { minLength: 2, maxLength: 20 }),
        vector,
        async (documents, question) => {
          const embeddings = withMetric(embeddingsOf(documents, question), { metric, longest });
          const stored = (await embeddings.embedDocuments([])).map(toUnitVector);
          const asked = toUnitVector(await embeddings.embedQuery(""));
          const nearness = (document: number[]) =>
            metric === "inner-product"
              ? dot(document, question)
              : -Math.hypot(...document.map((value, index) => value - question[index]!));
          const order = documents.map((_, index) => index);
          const byCosine = order.toSorted((a, b) => dot(stored[b]!, asked) - dot(stored[a]!, asked));
          for (let rank = 1; rank < byCosine.length; rank++) {
            const before = nearness(documents[byCosine[rank - 1]!]!);
            // Float32 decides among those that are as near as makes no difference.
            expect(before).toBeGreaterThan(nearness(documents[byCosine[rank]!]!) - 1e-3);
          }
        },
      ),
    ),
  );

  it("refuses vectors that are longer than was said, and names vectors of another metric otherwise", async () => {
    const embeddings = embeddingsOf([[3, 4.1]], [1, 0]);
    await expect(
      withMetric(embeddings, { metric: "euclidean", longest }).embedDocuments(["text"]),
    ).rejects.toMatchObject({ code: "ERR_RETRIEVAL_BAD_VECTOR" });
    const names = (["inner-product", "euclidean"] as const).map(
      (metric) => withMetric(embeddings, { metric, longest }).model,
    );
    expect(new Set([...names, embeddings.model]).size).toBe(3);
    expect(() => withMetric(embeddings, { metric: "euclidean", longest: Number.NaN })).toThrow(TypeError);
  });
});
