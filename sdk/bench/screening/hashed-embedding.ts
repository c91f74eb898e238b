import { readWords } from "../../src/screening/language/words.ts";

const size = 512;

/** Bags of hashed words, weighted by length: a stand-in for an embedding model that needs no model. */
export async function hashedEmbed(texts: readonly string[]): Promise<Float64Array[]> {
  return texts.map((text) => {
    const words = readWords(text);
    const vector = new Float64Array(size);
    for (let i = 0; i < words.count; i += 1) {
      const weight = Math.max(0, (words.ends[i] ?? 0) - (words.starts[i] ?? 0) - 2);
      const slot = (words.hashes[i] ?? 0) & (size - 1);
      vector[slot] = (vector[slot] ?? 0) + weight;
    }
    return vector;
  });
}
