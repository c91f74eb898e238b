import { type Classification, classifications } from "../identity/index.ts";
import type { Label, ToolFacts } from "../policy/index.ts";
import type { Session } from "../sessions/index.ts";
import type { TracedArgument } from "./provenance/index.ts";
import type { ParsedCall } from "./read-call.ts";

export interface Flow {
  /** Somebody whom the effect reaches may not read some of what the arguments draw on. */
  readonly leaks: boolean;
  /** The highest classification of what the arguments draw on. */
  readonly classification: Classification;
}

/**
 * What goes where. The human's own words may go anywhere. A value that stands whole in what was read draws on
 * the freest label that has it: what is public is not made secret by a secret copy. Any other value may hide
 * anything that the session has read, in other words or in none, so it draws on all of that.
 */
export function traceFlow(
  session: Pick<Session, "labels">,
  call: ParsedCall,
  traced: readonly TracedArgument[],
): Flow {
  const { audience } = call.registered.tool;
  const drawnOn = new Set<Label>();
  for (const { leaf, type, parts } of traced) {
    if (typeof leaf.value === "boolean") continue;
    const holders = type === "whole" ? parts.flatMap((part) => part.holders) : [];
    if (holders.some(({ source }) => source.type === "human")) continue;
    const labels = holders.flatMap(({ source }) => source.label ?? []);
    if (labels.length > 0) drawnOn.add(freest(labels, audience));
    else for (const label of session.labels.values()) drawnOn.add(label);
  }
  const labels = [...drawnOn];
  return {
    leaks: labels.some((label) => !mayReach(label, audience)),
    classification: highest(labels),
  };
}

function freest(labels: readonly Label[], audience: ToolFacts["audience"]): Label {
  const free = labels.filter((label) => mayReach(label, audience));
  return (free.length > 0 ? free : labels).reduce((left, right) =>
    level(left) <= level(right) ? left : right,
  );
}

/** `everyone` in a label is everyone in its tenant: only what is public may go outside. */
function mayReach(label: Label, audience: ToolFacts["audience"]): boolean {
  if (audience === "principal") return true;
  if (audience === "tenant") return label.classification === "public" || label.readers.everyone === true;
  return label.classification === "public";
}

function highest(labels: readonly Label[]): Classification {
  return classifications[Math.max(0, ...labels.map(level))] as Classification;
}

function level(label: Label): number {
  return classifications.indexOf(label.classification);
}
