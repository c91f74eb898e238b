import * as z from "zod/v4";
import type { Agent } from "./agent.ts";
import { text } from "./claim-types.ts";
import type { Scopes } from "./delegation.ts";
import { refuse } from "./identity-error.ts";
import { classifications, type Principal } from "./principal.ts";

/** Begins with a letter: what objects inherit as `__proto__` is no limit's name. */
const limitName = /^[A-Za-z][\w.:-]{0,127}$/;
/** Not `z.record`, which passes over a `__proto__` key in silence. */
const limits = z.custom<Record<string, number>>(
  (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(
      ([key, bound]) => limitName.test(key) && Number.isSafeInteger(bound) && bound >= 0,
    ),
  "must be whole numbers from 0 by name",
);

export const scopesSchema = z.strictObject({
  tools: z.array(text).max(1000).optional(),
  actions: z.array(z.enum(["retrieve", "call_tool"])).optional(),
  limits: limits.optional(),
  clearance: z.enum(classifications).optional(),
  records: z.array(text).max(1000).optional(),
  depth: z.int().nonnegative().optional(),
});

/** @throws {SallyportError} `ERR_IDENTITY_DELEGATION_MALFORMED` naming the parts that are wrong. */
export function parseScopes(scopes: Scopes): Scopes {
  const parsed = scopesSchema.safeParse(scopes);
  if (parsed.success) return parsed.data as Scopes;
  return refuse(
    "ERR_IDENTITY_DELEGATION_MALFORMED",
    `The scopes are not valid:\n${z.prettifyError(parsed.error)}`,
  );
}

/** What a person has to give: everything, up to their clearance. */
export function scopesOf(principal: Principal): Required<Scopes> {
  return {
    tools: [everything],
    actions: ["retrieve", "call_tool"],
    limits: {},
    clearance: principal.clearance,
    records: [everything],
    depth: Number.MAX_SAFE_INTEGER,
  };
}

/**
 * What a hop holds that was given `asked` by a holder of `held`.
 *
 * @throws {SallyportError} `ERR_IDENTITY_DELEGATION_WIDENED` when any part asks for more than is held,
 * `ERR_IDENTITY_DELEGATION_DEPTH` when the holder may not delegate.
 */
export function narrowScopes(held: Required<Scopes>, asked: Scopes, hop: string): Required<Scopes> {
  const widened = (part: string): never =>
    refuse(
      "ERR_IDENTITY_DELEGATION_WIDENED",
      `${hop} asks for more ${part} than its parent has.`,
      "Ask for a subset; more authority needs a new delegation by the human.",
    );
  if (held.depth === 0) {
    refuse(
      "ERR_IDENTITY_DELEGATION_DEPTH",
      `${hop} was delegated by an agent that may not delegate further.`,
    );
  }
  return {
    tools: narrowSet(held.tools, asked.tools) ?? widened("tools"),
    actions: narrowSet(held.actions, asked.actions) ?? widened("actions"),
    limits: narrowLimits(held.limits, asked.limits) ?? widened("limits"),
    clearance: narrowOrdered(held.clearance, asked.clearance) ?? widened("clearance"),
    records: narrowSet(held.records, asked.records) ?? widened("records"),
    depth: narrowDepth(held.depth - 1, asked.depth) ?? widened("depth"),
  };
}

/** The delegated tools that every agent in the chain is registered for. */
export function intersectTools(tools: readonly string[], agents: readonly Agent[]): readonly string[] {
  return agents.reduce<readonly string[]>((left, agent) => {
    if (agent.tools.includes(everything)) return left;
    return left.includes(everything) ? agent.tools : left.filter((tool) => agent.tools.includes(tool));
  }, tools);
}

const everything = "*";

function narrowSet<T extends string>(held: readonly T[], asked: readonly T[] | undefined) {
  if (asked === undefined || (asked.length === 1 && asked[0] === everything)) return held;
  if ((held as readonly string[]).includes(everything)) {
    return (asked as readonly string[]).includes(everything) ? undefined : asked;
  }
  return asked.every((each) => held.includes(each)) ? asked : undefined;
}

/** A limit that the parent has may be lowered, one that it has not may be added. */
function narrowLimits(held: Readonly<Record<string, number>>, asked: Readonly<Record<string, number>> = {}) {
  const raised = Object.entries(asked).some(([key, bound]) => Object.hasOwn(held, key) && bound > held[key]!);
  return raised ? undefined : { ...held, ...asked };
}

function narrowOrdered(held: Required<Scopes>["clearance"], asked = held) {
  return classifications.indexOf(asked) > classifications.indexOf(held) ? undefined : asked;
}

function narrowDepth(held: number, asked = held) {
  return asked > held ? undefined : asked;
}
