export const hashSeed = 0x811c9dc5 | 0;

/** One step of FNV-1a over UTF-16 units; words are hashed as they are read, so no substring is ever cut. */
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** The hash of a whole word that is already folded to lower case. */
export function wordHash(word: string): number {
  let hash = hashSeed;
  for (let i = 0; i < word.length; i += 1) hash = hashStep(hash, word.charCodeAt(i));
  return hash;
}
