import type { Found } from "./planned-rows.ts";

/** Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009) needs no scale that rankings would have to share. */
const damping = 60;

/** One ranking out of several; a chunk that several rank well comes first. Scores become reciprocal ranks. */
export function fuse(...rankings: readonly (readonly Found[])[]): readonly Found[] {
  const fused = new Map<number, Found>();
  for (const ranking of rankings) {
    for (const [rank, found] of ranking.entries()) {
      const score = (fused.get(found.chunk)?.score ?? 0) + 1 / (damping + rank + 1);
      fused.set(found.chunk, { ...found, score });
    }
  }
  return [...fused.values()].sort((a, b) => b.score - a.score || a.chunk - b.chunk);
}
