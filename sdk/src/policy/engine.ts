import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import type { Digest } from "../crypto/index.ts";
import { type CedarRequest, cedarRequest } from "./cedar-request.ts";
import { combineApprovals } from "./combine-approvals.ts";
import type { Decision, DenyCode, PolicyReference } from "./decision.ts";
import { decisionKeys } from "./decision-key.ts";
import { FactError } from "./facts.ts";
import type { Policy, PolicySet } from "./policy-set.ts";
import type { PolicyRequest } from "./request.ts";
import { createShards, preparseSchema, type Shard } from "./shards.ts";
import { keepWasmCallsOutOfLine } from "./wasm-calls.ts";

/** Decides requests against one policy set. */
export interface PolicyEngine {
  /** SHA-256 of the policy set and schema that decide. */
  readonly policyHash: Digest;
  /** Never throws and never waits: whatever cannot be evaluated is denied as `not-evaluable`. */
  decide(request: PolicyRequest): Decision;
}

const mostRemembered = 10_000;

/**
 * An engine for a loaded set.
 *
 * @throws {SallyportError} `ERR_POLICY_ENGINE` when Cedar cannot parse the set.
 */
export function createPolicyEngine(set: PolicySet): PolicyEngine {
  keepWasmCallsOutOfLine();
  const schemaName = preparseSchema(set.schema);
  const shardFor = createShards(set);
  const keyOf = decisionKeys(set.policies);
  const policyHash = set.hash;
  const remembered = new Map<string, Decision>();

  function decide(request: PolicyRequest): Decision {
    try {
      return remember(cedarRequest(request));
    } catch (error) {
      return notEvaluable(error instanceof FactError ? error.message : "the policy engine failed");
    }
  }

  /** A decision follows from what policies can see and from nothing else; what failed is tried again. */
  function remember(request: CedarRequest): Decision {
    const key = keyOf(request);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const decision = outcome(request);
    if (remembered.size >= mostRemembered) remembered.clear();
    if (decision.type !== "deny" || decision.code !== "not-evaluable") remembered.set(key, decision);
    return decision;
  }

  /**
   * Allow, deny, or what people have to approve: forbids with `@approval` alone stand in the way, and once they
   * are lifted a permit allows it. Both are named: which policy asked, and which one allowed.
   */
  function outcome(request: CedarRequest): Decision {
    const shard = shardFor(request);
    const now = evaluate(shard, request);
    if (now.type === "fault") return notEvaluable(now.reason);
    if (now.type === "allow") return { type: "allow", ...decidedBy(now.policies) };

    const approvals = now.policies.flatMap((policy) => policy.approval ?? []);
    const isForPeople =
      request.action === "call_tool" && approvals.length > 0 && approvals.length === now.policies.length;
    if (!isForPeople) return denied(now.policies);

    const approved = evaluate(shard, { ...request, context: { ...request.context, approved: true } });
    if (approved.type === "fault") return notEvaluable(approved.reason);
    if (approved.type === "deny") return denied(approved.policies);
    const [approval, permits] = [combineApprovals(approvals), approved.policies.map(referenceTo)];
    return { type: "needs_approval", approval, permits, ...decidedBy(now.policies) };
  }

  /** One question to Cedar. It skips a policy that errors, even a forbid: so one error is a fault of the whole. */
  function evaluate(shard: Shard, request: CedarRequest): Evaluation {
    const answer = cedar.statefulIsAuthorized({
      principal: request.principal.uid,
      action: { type: "Sallyport::Action", id: request.action },
      resource: request.resource.uid,
      context: request.context,
      entities: [request.principal, request.resource],
      preparsedPolicySetId: shard.name,
      preparsedSchemaName: schemaName,
      validateRequest: true,
    });
    if (answer.type !== "success") return { type: "fault", reason: "the request does not fit the schema" };
    const { decision, diagnostics } = answer.response;
    if (diagnostics.errors.length > 0) {
      const ids = diagnostics.errors.map((error) => error.policyId);
      return { type: "fault", reason: `these policies failed: ${ids.join(", ")}` };
    }
    const determining = new Set(diagnostics.reason);
    const policies = shard.policies.filter((policy) => determining.has(policy.id));
    if (policies.length !== determining.size || !isConsistent(decision, policies)) {
      return { type: "fault", reason: "Cedar's answer contradicts the policies" };
    }
    return { type: decision, policies };
  }

  function denied(policies: readonly Policy[]): Decision {
    if (policies.length === 0) {
      return deny("not-permitted", { policies, reason: "No policy permits this.", policyHash });
    }
    // The sentences of forbids that people could lift would send the reader to ask them in vain.
    const final = policies.filter((policy) => !policy.approval);
    return deny("forbidden", decidedBy(policies, final.length > 0 ? final : policies));
  }

  function notEvaluable(reason: string): Decision {
    return deny("not-evaluable", {
      policies: [],
      reason: `This cannot be evaluated: ${reason}.`,
      policyHash,
    });
  }

  function decidedBy(policies: readonly Policy[], decisive = policies) {
    const reason = decisive.map((policy) => policy.description ?? `Policy ${policy.id}.`).join(" ");
    return { policies: policies.map(referenceTo), reason, policyHash };
  }

  return { policyHash, decide };
}

type Evaluation =
  | { readonly type: "allow" | "deny"; readonly policies: readonly Policy[] }
  | { readonly type: "fault"; readonly reason: string };

/** Permits allow and forbids deny; nothing is allowed by no policy. */
function isConsistent(decision: "allow" | "deny", policies: readonly Policy[]): boolean {
  if (decision === "allow") return policies.length > 0 && policies.every(({ effect }) => effect === "permit");
  return decision === "deny" && policies.every(({ effect }) => effect === "forbid");
}

function deny(code: DenyCode, decided: Omit<Decision & { type: "deny" }, "type" | "code">): Decision {
  return { type: "deny", code, ...decided };
}

function referenceTo({ id, effect, description, owasp }: Policy): PolicyReference {
  return { id, effect, ...(description && { description }), ...(owasp && { owasp }) };
}
