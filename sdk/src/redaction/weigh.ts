import type { Finding } from "./finding.ts";
import { Keywords } from "./keywords.ts";

/** From here a finding needs nobody's agreement. */
const strong = 0.5;
/** What a caller's word of context beside a finding adds to its score. */
const contextBonus = 0.35;
/** How far from a finding a caller's word of context may stand. */
const contextReach = 40;

/**
 * Lets recognisers that agree on a value vote together (two at 0.4 make 0.64), and adds the caller's own words of
 * context. Strong findings stay as they are.
 */
export function weighWith(contextWords: Readonly<Record<string, readonly string[]>>) {
  const byType = new Map(Object.entries(contextWords).map(([type, words]) => [type, new Keywords(words)]));
  const wordIn = (type: string, text: string) => byType.get(type)?.find(text)[0]?.word;

  function weigh(findings: readonly Finding[], text: string): readonly Finding[] {
    if (byType.size === 0 && findings.every(({ score }) => score >= strong)) return findings;
    const byOffset = [...findings].sort((a, b) => a.start - b.start);
    return byOffset.map((finding, index) => {
      let { score, why } = finding;
      for (const other of score < strong ? neighbours(byOffset, index) : []) {
        if (!agree(finding, other)) continue;
        score = 1 - (1 - score) * (1 - other.score);
        why = [...why, `agrees with ${other.recogniser}`];
      }
      const word = wordIn(finding.type, around(text, finding));
      if (word !== undefined) {
        score = Math.min(1, score + contextBonus);
        why = [...why, `context "${word}"`];
      }
      return { ...finding, score, why };
    });
  }

  return { weigh, isContext: (type: string, name: string) => wordIn(type, name) !== undefined };
}

/** Findings that may overlap one: as many as there are recognisers, so that a crowded text stays linear. */
function neighbours(byOffset: readonly Finding[], index: number): readonly Finding[] {
  return byOffset.slice(Math.max(0, index - 4), index + 5);
}

function agree(a: Finding, b: Finding): boolean {
  return a.type === b.type && a.recogniser !== b.recogniser && a.start < b.end && b.start < a.end;
}

function around(text: string, { start, end }: Finding): string {
  return `${text.slice(Math.max(0, start - contextReach), start)}\n${text.slice(end, end + contextReach / 2)}`;
}
