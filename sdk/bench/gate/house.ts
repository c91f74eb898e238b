import {
  type CallRequest,
  type CallResult,
  createGate,
  defaultBudgets,
  type Gate,
  type GuardedTool,
} from "../../src/actions/index.ts";
import {
  type ApprovalRequest,
  type Approvals,
  openApprovals,
  signDecision,
} from "../../src/approvals/index.ts";
import { generateSigningKey, type SigningKey } from "../../src/crypto/index.ts";
import {
  createChainVerifier,
  createDelegationIssuer,
  openAgentRegistry,
  openRevocations,
  type Principal,
} from "../../src/identity/index.ts";
import { createPolicyEngine, defaultPolicyFolder, loadPolicies } from "../../src/policy/index.ts";
import { openLedger } from "../../src/receipts/index.ts";
import { createRedactor, defaultRedactionPolicy } from "../../src/redaction/index.ts";
import { createScreener } from "../../src/screening/index.ts";
import { Session } from "../../src/sessions/index.ts";
import { openStorage } from "../../src/storage/index.ts";

const tenant = "ourcompany";
const person = (id: string, groups: readonly string[]): Principal => ({
  type: "user",
  id,
  tenant,
  groups,
  roles: [],
  clearance: "internal",
});
const human = person("robin", []);
const approvers = ["finance-approvers", "security-reviewers", "data-owners"].flatMap((group) => [
  person(`${group}-1`, [group]),
  person(`${group}-2`, [group]),
]);

/** Entitlements that never change, as a policy set's do until it is exchanged. */
const showEverybody = { ...defaultRedactionPolicy({ isEntitled: () => true }), revision: "bench" };

/** Door 2 with everything on: delegation, policies, provenance, screening, redaction, approvals, durable receipts. */
export interface House {
  readonly gate: Gate;
  readonly approvals: Approvals;
  openSession(): Promise<Session>;
  /** A sub-agent of that session's agent. */
  delegate(session: Session): Promise<Session>;
  call(session: Session, tool: string, args: unknown, callId?: string): Promise<CallResult>;
  /** Lets all people who are asked agree. */
  approve(request: ApprovalRequest): Promise<void>;
  /** Another day: nobody is waiting any more. */
  clearPending(): Promise<void>;
  close(): Promise<void>;
}

export async function openHouse(path: string, tools: readonly GuardedTool[]): Promise<House> {
  const storage = await openStorage(path);
  const rootKey = generateSigningKey();
  const channel = generateSigningKey();
  const keys = new Map<string, SigningKey>();
  const ledger = await openLedger({ storage, key: generateSigningKey(), writer: "bench" });
  const registry = openAgentRegistry({ storage });
  const revocations = openRevocations({ storage, ledger });
  const policy = createPolicyEngine(await loadPolicies(defaultPolicyFolder));
  const delegations = createDelegationIssuer({ key: rootKey, registry });
  const verifier = createChainVerifier({ rootKey: rootKey.publicKey, registry, revocations });
  const approvals = openApprovals({
    storage,
    ledger,
    policy,
    revocations,
    redactor: createRedactor(),
    channelKeys: [channel.publicKey],
    sealKey: rootKey,
    directory: { find: async (_, id) => approvers.find((each) => each.id === id) },
  });
  const gate = createGate({
    storage,
    ledger,
    policy,
    revocations,
    approvals,
    screener: createScreener(),
    // These people may see their own customers' data; secrets stay hidden.
    // All are counted; none is to end the benchmark.
    budgets: defaultBudgets.map((budget) => ({ ...budget, limit: 1_000_000 })),
    redactor: createRedactor({ policy: showEverybody }),
  });
  for (const tool of tools) {
    await gate.connectors.register({ name: tool.connector, owner: "operator", trust: "trusted" });
    await gate.register(tool);
  }
  for (const id of ["assistant", "reader"]) {
    const key = generateSigningKey();
    keys.set(id, key);
    const agent = { type: "agent", id, tenant, owner: "operator", purpose: "bench", tools: ["*"] } as const;
    await registry.register({ ...agent, publicKey: key.publicKey });
  }
  const keyOf = (agent: string) => keys.get(agent) as SigningKey;
  let calls = 0;

  return {
    gate,
    approvals,
    openSession: async () => {
      const delegation = await delegations.issue({
        principal: human,
        agent: "assistant",
        scopes: {},
        expiresInMs: 3_600_000,
      });
      return Session.open({ delegation, key: keyOf("assistant"), verifier, registry });
    },
    delegate: (session) => session.delegate({ agent: "reader", key: keyOf("reader") }),
    call: (session, tool, args, callId = `call_${++calls}`) => {
      const request: CallRequest = { tool, arguments: args, callId, approvals: "return" };
      return gate.call(session, request);
    },
    approve: async (request) => {
      for (const { id: approver, groups } of approvers) {
        if (!request.requirement.groups.some((group) => groups.includes(group))) continue;
        const { id: requestId, argumentsDigest } = request;
        const decision = { requestId, argumentsDigest, decision: "approve", verifiedBy: "bench" } as const;
        await approvals.decide(signDecision(channel, { ...decision, approver, tenant, at: Date.now() }));
      }
    },
    clearPending: async () => {
      for (const { id } of await approvals.pending(tenant)) await approvals.cancel(id, human.id);
    },
    close: () => storage.destroy(),
  };
}
