import { type Analysis, candidatesIn } from "./analyse.ts";
import type { ExplainedFinding } from "./explained-finding.ts";
import type { Finding } from "./finding.ts";
import { withoutOpaque } from "./placeholder.ts";
import { resolveOverlaps } from "./resolve.ts";
import type { Operator } from "./sink.ts";

/**
 * Every proposal of every recogniser with its evidence and its fate, for a person who asks why something was or
 * wasn't redacted. Looks at the text as it is: what becomes visible once a value is gone isn't in it.
 */
export function explain(
  text: string,
  analysis: Analysis,
  operatorFor: (type: string) => Operator,
): readonly ExplainedFinding[] {
  const candidates = [...candidatesIn(withoutOpaque(text), analysis).findings].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  const operators = new Map(
    [...new Set(candidates.map(({ type }) => type))].map((type) => [type, operatorFor(type)]),
  );
  const objections = candidates.map((finding) =>
    analysis.objection(finding, text.slice(finding.start, finding.end)),
  );
  const counting = candidates.filter(
    ({ type }, index) => objections[index] === undefined && operators.get(type) !== "keep",
  );
  const winners = resolveOverlaps(counting);
  let next = 0;
  return candidates.map((finding, index) => {
    while (next < winners.length && (winners[next] as Finding).end <= finding.start) next++;
    const operator = operators.get(finding.type) as Operator;
    const objection = objections[index];
    if (objection !== undefined) return { ...finding, outcome: "rejected", reason: objection };
    if (operator === "keep") return { ...finding, outcome: "kept", reason: "kept by policy" };
    const winner = winners[next];
    if (winner === undefined || (winner.recogniser === finding.recogniser && winner.type === finding.type))
      return { ...finding, outcome: "redacted", reason: operator };
    return {
      ...finding,
      outcome: "covered",
      reason: `stronger evidence: ${winner.type} by ${winner.recogniser}`,
    };
  });
}
