import type { Plan } from "./scan.ts";
import type { Segment } from "./segment.ts";

/** The rows of the permitted labels, less those of revoked documents. */
export function planRows(
  segment: Segment,
  permitted: { has(label: string): boolean },
  revokedDocuments: ReadonlySet<string>,
): Plan {
  const runs: [number, number][] = [];
  for (const [label, [start, end]] of segment.runs) {
    if (!permitted.has(label)) continue;
    if (revokedDocuments.size === 0) {
      runs.push([start, end]);
      continue;
    }
    for (let row = start; row < end; row++) {
      if (revokedDocuments.has(segment.documentIds[row]!)) continue;
      const last = runs.at(-1);
      if (last !== undefined && last[1] === row && row > start) last[1] = row + 1;
      else runs.push([row, row + 1]);
    }
  }
  return { runs, rows: runs.reduce((sum, [start, end]) => sum + end - start, 0) };
}
