import type { GateReport, ToolUse } from "./gate-report.ts";

/**
 * The least that the recorded runs needed, as a `.cedar` file for people to review: each agent keeps to the tools
 * that it used, and to the amounts and numbers of records that it got to. It only takes away; what is permitted
 * stays with the other policies.
 */
export function proposePolicy({ uses, sessions, calls, overruled }: GateReport): string {
  const needed = uses.filter(({ executed, agent, tool }) => executed > 0 && isName(agent) && isName(tool));
  const agents = [...new Set(needed.map(({ agent }) => agent))];
  const warning =
    overruled === 0
      ? []
      : [`// ${overruled} of these calls ran only because nothing was enforced. Look at them first.`];
  const heading = [
    `// Proposed by "sallyport gate report" from ${calls} calls in ${sessions} sessions. Review it: what was`,
    "// recorded is what was done, not what was right, and what comes once a year is not in it.",
    ...warning,
  ];
  const policies = agents.flatMap((agent) => {
    const own = needed.filter((use) => use.agent === agent);
    return [scopeOf(agent, own), ...own.flatMap(boundsOf)];
  });
  return `${[heading.join("\n"), ...policies].join("\n\n")}\n`;
}

function scopeOf(agent: string, uses: readonly ToolUse[]): string {
  const lines = uses.map(({ tool, executed }) => `    ${quote(tool)}, // ${executed} calls`);
  const tools = lines.join("\n").replace(/,( \/\/ \d+ calls)$/, "$1");
  return `@id(${quote(`scope-${agent}`)})
@description(${quote(`${agent} uses the tools that its recorded runs used.`)})
forbid (
  principal == Sallyport::Agent::${quote(agent)},
  action == Sallyport::Action::"call_tool",
  resource
)
unless {
  [
${tools}
  ].contains(resource.name)
};`;
}

function boundsOf({ agent, tool, largestAmount, mostRecords }: ToolUse): readonly string[] {
  const bounds = [
    ...(largestAmount === undefined ? [] : [`(context has amount && context.amount > ${largestAmount})`]),
    ...(mostRecords > 0 ? [`context.recordsInSession > ${mostRecords}`] : []),
  ];
  if (bounds.length === 0) return [];
  return [
    `@id(${quote(`bounds-${agent}-${tool}`)})
@description(${quote(`${agent} goes no further with ${tool} than its recorded runs did.`)})
forbid (
  principal == Sallyport::Agent::${quote(agent)},
  action == Sallyport::Action::"call_tool",
  resource == Sallyport::Tool::${quote(tool)}
)
when { ${bounds.join(" || ")} };`,
  ];
}

/** Others stand in receipts by their digest alone. */
function isName(name: string): boolean {
  return /^[\w./@-]{1,128}$/.test(name);
}

function quote(name: string): string {
  return `"${name}"`;
}
