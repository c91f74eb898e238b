import { type Classification, classifications } from "../identity/index.ts";
import type { Label, ToolFacts } from "../policy/index.ts";
import type { Session } from "../sessions/index.ts";
import type { SteeringRole } from "./guarded-tool.ts";
import type { Leaf } from "./json-pointer.ts";
import type { Part, TracedArgument } from "./provenance/index.ts";
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
  session: Pick<Session, "labels" | "sources" | "tainted">,
  call: ParsedCall,
  traced: readonly TracedArgument[],
): Flow {
  const { audience } = call.registered.tool;
  const hideable = hideableLabels(session);
  const drawnOn = new Set(traced.flatMap((argument) => labelsOf(argument, call, hideable)));
  const labels = [...drawnOn];
  return {
    leaks: labels.some((label) => !mayReach(label, audience)),
    classification: highest(labels),
  };
}

/** The labels that one argument draws on. */
function labelsOf(argument: TracedArgument, call: ParsedCall, hideable: readonly Label[]): readonly Label[] {
  const { leaf, type, parts } = argument;
  if (typeof leaf.value === "boolean") return [];
  const [best] = parts;
  if (type === "whole" && best !== undefined) {
    if (best.holders.some(({ source }) => source.type === "human")) return [];
    const labels = labelsIn(best);
    if (isAddress(leaf, call)) return labels.filter(isConfidential);
    if (labels.length > 0) return [freest(labels, call.registered.tool.audience)];
  }
  if (typeof leaf.value === "number" && isAddress(leaf, call))
    return parts.flatMap(labelsIn).filter(isConfidential);
  const repeated = parts.filter(({ length }) => length >= shortestRepetition);
  return [...hideable, ...repeated.flatMap(labelsIn)];
}

/** Shorter runs are words that stand anywhere. In kept characters. */
const shortestRepetition = 8;

function labelsIn({ holders }: Part): readonly Label[] {
  return holders.flatMap(({ source }) => source.label ?? []);
}

/**
 * Where an effect goes is known there already: an account number tells its bank nothing, nor a link its host. An
 * address that was put together could tell anything, and one from confidential content counts as content.
 */
function isAddress(leaf: Leaf, { steering, registered }: ParsedCall): boolean {
  if (registered.descriptor.steering === null) return looksLikeAddress(leaf);
  const { pointer, value } = leaf;
  return addressing.some((role) =>
    steering
      .get(role)
      ?.some((leaf) => withoutLink(leaf.pointer) === withoutLink(pointer) && leaf.value === value),
  );
}

/** Of a tool that does not say: an address of mail or a bank account, under a name that tells the same. */
function looksLikeAddress({ pointer, value }: Leaf): boolean {
  const names = pointer.toLowerCase().split(/[/_-]/);
  return typeof value === "string" && addressForm.test(value) && names.some((name) => addressNames.has(name));
}

const addressForm = /^[^\s@<>]{1,64}@[\w-]+(?:\.[\w-]+){1,8}$|^[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}$/;
const addressNames = new Set(
  "to cc bcc recipient recipients email emails participant participants attendees invitees iban account".split(
    " ",
  ),
);

/** A link is an argument of its own: `/url#1`. */
function withoutLink(pointer: string): string {
  return pointer.replace(/#\d+$/, "");
}

const addressing: readonly SteeringRole[] = ["amount", "destination", "recipients", "records", "url"];

function isConfidential({ classification }: Label): boolean {
  return classification === "confidential" || classification === "restricted";
}

/**
 * What a text may hide. A model that has read nothing untrusted works for the human, so that of content whose
 * label nobody declared only the words count that it repeats; from the first untrusted word on, all counts.
 */
function hideableLabels(session: Pick<Session, "labels" | "sources" | "tainted">): readonly Label[] {
  if (session.tainted) return [...session.labels.values()];
  return session.sources.flatMap(({ label, isLabelAssumed }) =>
    label === undefined || isLabelAssumed === true ? [] : [label],
  );
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

function level({ classification }: Label): number {
  return classifications.indexOf(classification);
}
