import * as z from "zod/v4";
import {
  type Budget,
  type CallRequest,
  type CallResult,
  type Connector,
  createGate,
  type Gate,
  type GateOptions,
  type GuardedTool,
} from "../../../sdk/src/actions/index.ts";
import {
  type ApprovalRequest,
  type Approvals,
  type DecisionStatement,
  openApprovals,
  signDecision,
  signEdit,
} from "../../../sdk/src/approvals/index.ts";
import { generateSigningKey, type JsonValue, type SigningKey } from "../../../sdk/src/crypto/index.ts";
import {
  type Agent,
  createChainVerifier,
  createDelegationIssuer,
  openAgentRegistry,
  openRevocations,
  type Principal,
  type Scopes,
} from "../../../sdk/src/identity/index.ts";
import {
  createLabel,
  createPolicyEngine,
  defaultPolicyFolder,
  type Integrity,
  type LabelInput,
  loadPolicies,
  type PolicyEngine,
} from "../../../sdk/src/policy/index.ts";
import { openLedger } from "../../../sdk/src/receipts/index.ts";
import { createRedactor } from "../../../sdk/src/redaction/index.ts";
import { createScreener } from "../../../sdk/src/screening/index.ts";
import { Session } from "../../../sdk/src/sessions/index.ts";
import { openStorage } from "../../../sdk/src/storage/index.ts";

export const start = Date.UTC(2026, 0, 5, 9);

const person = (id: string, tenant: string, groups: readonly string[]): Principal => ({
  type: "user",
  id,
  tenant,
  roles: [],
  groups,
  clearance: "confidential",
});

const people = [
  person("ana", "acme", ["support"]),
  person("fay", "acme", ["finance-approvers"]),
  person("finn", "acme", ["finance-approvers"]),
  person("sue", "acme", ["security-reviewers"]),
  person("dan", "acme", ["data-owners"]),
  person("fay", "borealis", ["finance-approvers"]),
];

const connectors: readonly Connector[] = [
  { name: "crm", owner: "olga", trust: "trusted" },
  ...["billing", "mail", "test", "other"].map(
    (name) => ({ name, owner: "olga", trust: "untrusted" }) as const,
  ),
];

/** Both sides of door 2, all real: database, ledger, policies, delegations, approvals; and a little CRM behind it. */
export async function openGateWorld() {
  const storage = await openStorage(":memory:");
  const world = {
    storage,
    now: start,
    channel: generateSigningKey(),
    directoryIsDown: false,
    /** What the tools did. */
    effects: [] as { readonly tool: string; readonly arguments: unknown }[],
    /** Runs inside a tool, before it takes effect. */
    beforeEffect: async (_signal: AbortSignal): Promise<void> => {},
    callsMade: 0,
  };
  const clock = () => world.now;
  const known = new Map(people.map((each) => [`${each.tenant}/${each.id}`, each]));
  const rootKey = generateSigningKey();
  const agentKeys = new Map<string, SigningKey>();
  const ledger = await openLedger({ storage, key: generateSigningKey(), writer: "test", clock });
  const registry = openAgentRegistry({ storage, clock });
  const revocations = openRevocations({ storage, ledger, clock });
  const delegations = createDelegationIssuer({ key: rootKey, registry, clock });
  const verifier = createChainVerifier({ rootKey: rootKey.publicKey, registry, revocations, clock });
  const defaultPolicy = createPolicyEngine(await loadPolicies(defaultPolicyFolder));

  async function addAgent(id: string, change: Partial<Agent> = {}): Promise<void> {
    const key = generateSigningKey();
    agentKeys.set(id, key);
    await registry.register({
      type: "agent",
      id,
      tenant: "acme",
      owner: "olga",
      purpose: "support",
      tools: ["*"],
      publicKey: key.publicKey,
      ...change,
    });
  }
  await addAgent("support-bot");
  await addAgent("mail-bot");

  const keyOf = (agent: string) => agentKeys.get(agent) as SigningKey;

  function openSomeApprovals(policy: PolicyEngine): Approvals {
    return openApprovals({
      storage,
      ledger,
      policy,
      revocations,
      clock,
      channelKeys: [world.channel.publicKey],
      sealKey: rootKey,
      redactor: createRedactor(),
      directory: {
        get people() {
          return [...known.values()];
        },
        find: async (tenant, id) => {
          if (world.directoryIsDown) throw new Error("directory is down");
          return known.get(`${tenant}/${id}`);
        },
      },
    });
  }

  /** A gate as another process on the same database would have it. */
  async function openGate(
    policy: PolicyEngine = defaultPolicy,
    budgets?: readonly Budget[],
    change: Partial<GateOptions> = {},
  ): Promise<Gate> {
    const gate = createGate({
      storage,
      policy,
      revocations,
      ledger,
      clock,
      approvals: openSomeApprovals(policy),
      screener: createScreener(),
      redactor: createRedactor(),
      ...(budgets === undefined ? {} : { budgets }),
      ...change,
    });
    for (const connector of connectors) await gate.connectors.register(connector);
    for (const tool of tools(world)) await gate.register(tool);
    return gate;
  }

  async function openSession(options: { scopes?: Scopes; agent?: string; expiresInMs?: number } = {}) {
    const { scopes = {}, agent = "support-bot", expiresInMs = 3_600_000 } = options;
    const principal = people[0] as Principal;
    const delegation = await delegations.issue({ principal, agent, scopes, expiresInMs });
    return Session.open({ delegation, key: keyOf(agent), verifier, registry, clock });
  }

  const gate = await openGate();
  return Object.assign(world, {
    gate,
    openGate,
    openSession,
    addAgent,
    keyOf,
    registry,
    revocations,
    known,
    ledger,
    defaultPolicy,
    approvals: openSomeApprovals(defaultPolicy),
    /** Calls with a new call id and without waiting for people, unless told otherwise. */
    call: (session: Session, tool: string, args: unknown, change: Partial<CallRequest> = {}) =>
      gate.call(session, {
        tool,
        arguments: args,
        callId: `call_${++world.callsMade}`,
        approvals: "return",
        ...change,
      }),
  });
}

export type GateWorld = Awaited<ReturnType<typeof openGateWorld>>;

/** Something that the agent has read. */
export function read(
  session: Session,
  text: string,
  { integrity = "untrusted", ...change }: Partial<LabelInput> & { integrity?: Integrity } = {},
): void {
  const label = createLabel({
    tenant: "acme",
    readers: { everyone: true },
    classification: "internal",
    owner: "dan",
    integrity,
    ...change,
  });
  session.record({ type: "document", text, integrity, label, origin: "doc_1", name: "mail/supplier.eml" });
}

/** A person's signature over the request, as a channel makes it. */
export function decideAs(
  world: GateWorld,
  approver: string,
  request: ApprovalRequest,
  change: Partial<DecisionStatement> = {},
) {
  return world.approvals.decide(
    signDecision(world.channel, {
      requestId: request.id,
      argumentsDigest: request.argumentsDigest,
      decision: "approve",
      approver,
      tenant: "acme",
      verifiedBy: "test",
      at: world.now,
      ...change,
    }),
  );
}

export function editOf(world: GateWorld, editor: string, request: ApprovalRequest, args: JsonValue) {
  return {
    requestId: request.id,
    arguments: args,
    editor,
    tenant: "acme",
    verifiedBy: "test",
    at: world.now,
  };
}

/** A person's wish to approve less. */
export function editAs(world: GateWorld, editor: string, request: ApprovalRequest, args: JsonValue) {
  return world.approvals.narrow(signEdit(world.channel, editOf(world, editor, request, args)));
}

export function pending(result: CallResult): ApprovalRequest {
  if (result.type !== "pending") throw new Error(`expected pending, got ${JSON.stringify(result)}`);
  return result.approval;
}

type Effects = Pick<GateWorld, "effects" | "beforeEffect">;

const accounts: Readonly<Record<string, { name: string; contact: string }>> = {
  "ACC-1": { name: "Nordwind", contact: "Jane Doe" },
  "ACC-2": { name: "Südwind", contact: "Rolf Haas" },
};

function tools(world: Effects): readonly GuardedTool[] {
  const lookup: GuardedTool<typeof lookupSchema> = {
    name: "lookup_account",
    description: "Looks an account up.",
    connector: "crm",
    schema: lookupSchema,
    impact: "read",
    reversible: true,
    audience: "tenant",
    steering: { records: "/account" },
    result: { integrity: "trusted" },
    execute: async ({ account }) => accounts[account] ?? null,
  };
  const update: GuardedTool<typeof updateSchema> = {
    name: "update_contact",
    description: "Changes an account's contact.",
    connector: "crm",
    schema: updateSchema,
    impact: "write",
    reversible: true,
    audience: "tenant",
    steering: { records: "/account", destination: "/contact" },
    // It echoes what it was given.
    result: { integrity: "untrusted" },
    execute: (args, { signal }) => take("update_contact", args, signal),
  };
  const refund: GuardedTool<typeof refundSchema> = {
    name: "issue_refund",
    description: "Pays an order back.",
    connector: "billing",
    schema: refundSchema,
    impact: "high",
    reversible: false,
    audience: "external",
    steering: { records: "/order", amount: "/amount" },
    timeoutMs: 500,
    execute: (args, { signal }) => take("issue_refund", args, signal),
  };
  const mail: GuardedTool<typeof mailSchema> = {
    name: "send_mail",
    description: "Sends a mail to anybody.",
    connector: "mail",
    schema: mailSchema,
    impact: "write",
    reversible: false,
    audience: "external",
    steering: { recipients: "/to" },
    execute: (args, { signal }) => take("send_mail", args, signal),
  };

  async function take(tool: string, args: unknown, signal: AbortSignal) {
    await world.beforeEffect(signal);
    world.effects.push({ tool, arguments: args });
    return { done: true };
  }

  return [lookup, update, refund, mail] as readonly GuardedTool[];
}

const lookupSchema = z.object({ account: z.string() });
const updateSchema = z.object({ account: z.string(), contact: z.string() });
const refundSchema = z.object({ order: z.string(), amount: z.int() });
const mailSchema = z.object({ to: z.string(), subject: z.string(), body: z.string() });
