import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { type CedarRequest, cedarRequest } from "./cedar-request.ts";
import type { Decision } from "./decision.ts";
import { createPolicyEngine } from "./engine.ts";
import { guardsOf, valueAt } from "./guards.ts";
import type { Policy, PolicySet } from "./policy-set.ts";
import type { PolicyRequest } from "./request.ts";

/** A permit that did not apply, and the conditions that kept it from applying, in Cedar. */
export interface NearPermit {
  readonly id: string;
  readonly file: string;
  readonly description?: string;
  readonly unmet: readonly string[];
}

export interface Explanation {
  readonly decision: Decision;
  /** When nothing permits the request: the permits for its action, nearest first. */
  readonly near: readonly NearPermit[];
}

/** Why a request is decided as it is and, if no policy permits it, what it lacks. Slow; for people and their tools. */
export function explainDecision(
  set: PolicySet,
  request: PolicyRequest,
  decision: Decision = createPolicyEngine(set).decide(request),
): Explanation {
  const isUnpermitted = decision.type === "deny" && decision.code === "not-permitted";
  return { decision, near: isUnpermitted ? nearPermits(set, cedarRequest(request)) : [] };
}

/** The explanation in a few lines for a terminal. */
export function renderDecision({ decision, near }: Explanation): string {
  const code = decision.type === "deny" ? ` (${decision.code})` : "";
  const lines = [`${decision.type}${code}: ${decision.reason}`];
  const permits = decision.type === "needs_approval" ? decision.permits : [];
  for (const { effect, id, owasp } of [...decision.policies, ...permits]) {
    lines.push(`  ${effect} ${id}${owasp ? ` [${owasp}]` : ""}`);
  }
  if (decision.type === "needs_approval") {
    const { requirements, expiresInMs, risk } = decision.approval;
    for (const { groups, quorum } of requirements) lines.push(`  needs ${quorum} of ${groups.join(" or ")}`);
    lines.push(`  within ${expiresInMs / 60_000} minutes, risk ${risk}`);
  }
  for (const { id, file, description, unmet } of near.slice(0, 3)) {
    lines.push(`  near: ${id} (${file})${description ? `: ${description}` : ""}`);
    lines.push(...unmet.map((condition) => `    does not hold: ${condition}`));
  }
  lines.push(`  policy set ${decision.policyHash}`);
  return lines.join("\n");
}

function nearPermits(set: PolicySet, request: CedarRequest): NearPermit[] {
  return set.policies
    .filter((policy) => policy.effect === "permit" && isAbout(request, policy))
    .map((policy) => ({ policy, unmet: unmetConditions(set.schema, policy, request) }))
    .sort((one, other) => one.unmet.length - other.unmet.length)
    .map(({ policy: { id, file, description }, unmet }) => ({
      id,
      file,
      unmet,
      ...(description && { description }),
    }));
}

function isAbout(request: CedarRequest, policy: Policy): boolean {
  const action = valueAt(request, "action") ?? "";
  return guardsOf(policy.json).every(({ path, values }) => path !== "action" || values.has(action));
}

/** Takes the policy apart into one permit per condition and asks Cedar which of them hold. */
function unmetConditions(schema: string, policy: Policy, request: CedarRequest): string[] {
  const parts = takeApart(policy.json);
  const answer = cedar.isAuthorized({
    principal: request.principal.uid,
    action: { type: "Sallyport::Action", id: request.action },
    resource: request.resource.uid,
    context: request.context,
    entities: [request.principal, request.resource],
    policies: { staticPolicies: Object.fromEntries(parts.map((part, index) => [String(index), part])) },
    schema,
    validateRequest: true,
  });
  if (answer.type === "failure") return [];
  const { reason, errors } = answer.response.diagnostics;
  // A condition that cannot be evaluated alone stands behind another that guards it, such as `context has amount`.
  const errored = errors.map(({ policyId }) => policyId);
  const failing = parts.map((_, index) => String(index)).filter((index) => !reason.includes(index));
  const telling = failing.filter((index) => !errored.includes(index));
  return (telling.length > 0 ? telling : failing).map((index) => conditionText(parts[Number(index)]!));
}

const open = {
  effect: "permit",
  principal: { op: "All" },
  action: { op: "All" },
  resource: { op: "All" },
} as const;

function takeApart({ principal, action, resource, conditions }: cedar.PolicyJson): cedar.PolicyJson[] {
  return [
    { ...open, principal, conditions: [] },
    { ...open, action, conditions: [] },
    { ...open, resource, conditions: [] },
    ...conditions.flatMap(({ kind, body }) =>
      (kind === "when" ? conjuncts(body) : [body]).map((part) => ({
        ...open,
        conditions: [{ kind, body: part }],
      })),
    ),
  ];
}

function conjuncts(expression: cedar.Expr): cedar.Expr[] {
  if (!("&&" in expression)) return [expression];
  const { left, right } = expression["&&"] as { left: cedar.Expr; right: cedar.Expr };
  return [...conjuncts(left), ...conjuncts(right)];
}

/** `permit(principal is X, action, resource);` to `principal is X`; `… when { Y };` to `Y`. */
function conditionText(part: cedar.PolicyJson): string {
  const answer = cedar.policyToText(part);
  const text = answer.type === "success" ? answer.text : "";
  const [, kind, condition] = /(when|unless) \{ (.*) \};$/s.exec(text) ?? [];
  if (condition !== undefined) return kind === "unless" ? `not ${condition}` : condition;
  const head = text.slice("permit(".length, -");".length).split(", ");
  return head.find((each) => !["principal", "action", "resource"].includes(each)) ?? "";
}
