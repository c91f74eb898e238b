import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { sha256 } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { CedarRequest } from "./cedar-request.ts";
import { type Guard, guardsOf, valueAt } from "./guards.ts";
import type { PolicyErrorCode } from "./policy-error.ts";
import type { Policy, PolicySet } from "./policy-set.ts";

/** The policies that can apply to a request, parsed in advance under `name`. */
export interface Shard {
  readonly name: string;
  readonly policies: readonly Policy[];
}

/** Cedar cannot forget a parsed set, so there is an end to how many are made; beyond it the whole set decides. */
const mostShards = 2000;

/**
 * Finds the shard for a request. Cedar looks at every policy of a set, so the cost of a decision would grow
 * with the set; most policies name an action, a tool, a tenant or a kind of principal, and only those that
 * name this request's are looked at.
 *
 * @throws {SallyportError} `ERR_POLICY_ENGINE` when Cedar cannot parse the set.
 */
export function createShards(set: PolicySet): (request: CedarRequest) => Shard {
  const guarded = set.policies.map((policy) => ({ policy, guards: guardsOf(policy.json) }));
  const named = valuesByPath(guarded.flatMap(({ guards }) => guards));
  const whole = preparse(set.policies);
  const shards = new Map<string, Shard>();

  return (request) => {
    const values = new Map(
      [...named].map(([path, literals]) => [path, presentValue(request, path, literals)]),
    );
    const key = JSON.stringify([...values.values()]);
    let shard = shards.get(key);
    if (!shard) {
      if (shards.size >= mostShards) return whole;
      const applicable = guarded.filter(({ guards }) => guards.every((guard) => isPossible(guard, values)));
      shard = preparse(applicable.map(({ policy }) => policy));
      shards.set(key, shard);
    }
    return shard;
  };
}

function valuesByPath(guards: readonly Guard[]): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>();
  for (const { path, values } of guards) {
    const all = named.get(path) ?? new Set();
    for (const value of values) all.add(value);
    named.set(path, all);
  }
  return named;
}

/** The value, if a policy names it; `false` for any that none names; `undefined` when it cannot be told. */
function presentValue(
  request: CedarRequest,
  path: string,
  literals: ReadonlySet<string>,
): string | false | undefined {
  const value = valueAt(request, path);
  return value === undefined ? undefined : literals.has(value) ? value : false;
}

function isPossible(guard: Guard, values: ReadonlyMap<string, string | false | undefined>): boolean {
  const value = values.get(guard.path);
  return value === undefined || (value !== false && guard.values.has(value));
}

/** Named by content: another set can never take the name, and the same set read again costs nothing. */
function preparse(policies: readonly Policy[]): Shard {
  const texts = policies.map((policy) => [policy.id, policy.text] as const);
  const name = sha256(JSON.stringify(texts));
  const answer = cedar.preparsePolicySet(name, { staticPolicies: Object.fromEntries(texts) });
  if (answer.type === "failure") throw engineError(answer.errors[0]?.message);
  return { name, policies };
}

/** Parses a schema in advance and returns its name. */
export function preparseSchema(schema: string): string {
  const name = sha256(schema);
  const answer = cedar.preparseSchema(name, schema);
  if (answer.type === "failure") throw engineError(answer.errors[0]?.message);
  return name;
}

function engineError(reason: string | undefined): SallyportError<PolicyErrorCode> {
  return new SallyportError({
    code: "ERR_POLICY_ENGINE",
    message: `Cedar refused the policy set: ${reason ?? "no reason given"}.`,
    hint: "Load the set with loadPolicies, which validates it.",
  });
}
