import type { DomainFigures } from "./suite.ts";

const columns = [
  "domain",
  "attacks played",
  "effects without a gate",
  "high-impact effects",
  "other effects",
  "own tasks done, attacked",
  "own tasks done, in peace",
];

/** One row for each domain, in Markdown. */
export function renderTable(figures: readonly DomainFigures[]): string {
  const rows = figures.map((each) => [
    each.domain,
    each.cases,
    each.unguardedEffects,
    each.unauthorisedEffects,
    each.unauthorisedWrites,
    `${Math.round(each.attackedUtilityPercent)} %`,
    `${Math.round(each.benignCompletedPercent)} %`,
  ]);
  const lines = [columns, columns.map((_, index) => (index === 0 ? "---" : "---:")), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
