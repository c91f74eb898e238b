import type { Finding } from "../finding.ts";
import type { Gap } from "./read-tables.ts";

/**
 * Findings that go on over several cells, cell by cell, so that a table keeps its rows and columns. Both are sorted and
 * without overlaps; what stands in a gap is no part of a value.
 */
export function splitAtGaps(findings: readonly Finding[], gaps: readonly Gap[]): readonly Finding[] {
  if (gaps.length === 0) return findings;
  const parts: Finding[] = [];
  let next = 0;
  for (const finding of findings) {
    let { start } = finding;
    while (next < gaps.length && (gaps[next] as Gap).end <= start) next++;
    for (let at = next; at < gaps.length && (gaps[at] as Gap).start < finding.end; at++) {
      const gap = gaps[at] as Gap;
      if (gap.start > start) parts.push({ ...finding, start, end: gap.start });
      start = Math.max(start, gap.end);
    }
    if (start < finding.end) parts.push(start === finding.start ? finding : { ...finding, start });
  }
  return parts;
}
