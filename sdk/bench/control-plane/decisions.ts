import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import type { Principal } from "../../src/identity/index.ts";
import {
  createPolicyEngine,
  loadPolicies,
  type PolicyEngine,
  type PolicyRequest,
} from "../../src/policy/index.ts";
import { measure } from "../measure.ts";

const principal: Principal = {
  type: "user",
  id: "maya",
  tenant: "acme",
  roles: ["support"],
  groups: [],
  clearance: "internal",
};

const request: PolicyRequest = {
  action: "call_tool",
  actor: principal,
  principal,
  tool: { name: "tool-0", connector: "crm", impact: "write", reversible: true, audience: "tenant" },
  call: {
    records: 1,
    untrustedArguments: [],
    inventedArguments: [],
    tainted: true,
    leaks: false,
    callsInSession: 3,
    recordsInSession: 3,
    classification: "internal",
  },
};

export interface DecisionFigures {
  readonly p50At5: number;
  readonly growth5To500: number;
  readonly plainTextP50At5: number;
}

/** The gate's Cedar decision in sets of 5 and of 500 policies, beside Cedar called with the policies as text. */
export async function measureDecisions(calls: number): Promise<DecisionFigures> {
  const small = await measureEngine(5, calls);
  const large = await measureEngine(500, calls);
  const plain = await measure(() => decidePlain(policiesText(5)), { calls: Math.ceil(calls / 10) });
  return { p50At5: small, growth5To500: large / small, plainTextP50At5: plain.p50 };
}

async function measureEngine(count: number, calls: number): Promise<number> {
  const engine = await createEngine(count);
  const outcome = engine.decide(request);
  if (outcome.type !== "allow") throw new Error(`Expected allow, got ${outcome.type}: ${outcome.reason}`);
  // Another person each time: what was decided before is remembered, and this is about deciding.
  const ask = (call: number) => engine.decide({ ...request, actor: { ...principal, id: `maya-${call}` } });
  return (await measure(ask, { calls })).p50;
}

async function createEngine(count: number): Promise<PolicyEngine> {
  const folder = await mkdtemp(join(tmpdir(), "sallyport-bench-policies-"));
  try {
    await writeFile(join(folder, "tools.cedar"), policiesText(count));
    return createPolicyEngine(await loadPolicies(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As an organisation's set grows: policies about ever more tools; five concern this call. */
function policiesText(count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const tool = index < 5 ? "tool-0" : `tool-${index}`;
    const condition = index === 0 ? "permit" : "forbid";
    return `@id("policy-${index}") @description("Policy ${index}.")
      ${condition} (principal, action == Sallyport::Action::"call_tool", resource == Sallyport::Tool::"${tool}")
      when { context.records ${index === 0 ? ">= 0" : `> ${1000 + index}`} };`;
  }).join("\n");
}

/** What a user would write without us: text in, answer out, no schema. */
function decidePlain(policies: string): void {
  const answer = cedar.isAuthorized({
    principal: { type: "Sallyport::User", id: "acme/maya" },
    action: { type: "Sallyport::Action", id: "call_tool" },
    resource: { type: "Sallyport::Tool", id: "tool-0" },
    context: { records: 1 },
    policies: { staticPolicies: policies },
    entities: [],
  });
  if (answer.type !== "success" || answer.response.decision !== "allow")
    throw new Error("The baseline did not allow.");
}
