import {
  type ApprovalDecision,
  type ApprovalRequest,
  type ApprovalRequestInput,
  type Approvals,
  type ApprovalsOptions,
  type DecisionStatement,
  type Escalation,
  openApprovals,
  signDecision,
} from "../../../sdk/src/approvals/index.ts";
import { generateSigningKey, type SigningKey } from "../../../sdk/src/crypto/index.ts";
import type {
  Directory,
  Principal,
  RevocationSubject,
  Revocations,
} from "../../../sdk/src/identity/index.ts";
import { createPolicyEngine, defaultPolicyFolder, loadPolicies } from "../../../sdk/src/policy/index.ts";
import type { Ledger, Receipt, ReceiptInput } from "../../../sdk/src/receipts/index.ts";
import { createRedactor } from "../../../sdk/src/redaction/index.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";

export const people: readonly Principal[] = [
  person("ana", "acme", ["support"]),
  person("fay", "acme", ["finance-approvers"]),
  person("finn", "acme", ["finance-approvers"]),
  person("sue", "acme", ["security-reviewers"]),
  person("fay", "borealis", ["finance-approvers"]),
  person("olga", "acme", ["finance-approvers"]),
];

function person(id: string, tenant: string, groups: readonly string[]): Principal {
  return { type: "user", id, tenant, roles: [], groups, clearance: "internal" };
}

const redactor = createRedactor();
/** All worlds are of one home, also where they share a database. */
export const sealKey = generateSigningKey();
export const start = Date.UTC(2026, 0, 5, 9);

/** Approvals over a real database and real policies, with a clock, a directory and a ledger to look into. */
export async function openApprovalWorld(storage?: Storage, escalation?: Escalation) {
  const database = storage ?? (await openStorage(":memory:"));
  const key = generateSigningKey();
  const receipts: ReceiptInput[] = [];
  const revoked: RevocationSubject[] = [];
  const known = new Map(people.map((each) => [`${each.tenant}/${each.id}`, each]));
  const world = {
    storage: database,
    key,
    receipts,
    revoked,
    known,
    now: start,
    directoryIsDown: false,
    another,
    approvals: undefined as unknown as Approvals,
  };
  const ledger: Ledger = {
    append: async (input) => {
      receipts.push(input);
      return { ...input, id: `rcp_${receipts.length}` } as Receipt;
    },
  };
  const directory: Directory = {
    get people() {
      return [...known.values()];
    },
    find: async (tenant, id) => {
      if (world.directoryIsDown) throw new Error("directory is down");
      return known.get(`${tenant}/${id}`);
    },
  };
  const revocations = {
    find: async (subjects: readonly RevocationSubject[]) => {
      const hit = subjects.find((each) =>
        revoked.some((other) => other.kind === each.kind && other.subject === each.subject),
      );
      return hit && { id: "rev_1", ...hit, reason: "", actor: "cli", createdAt: 0 };
    },
  } as Revocations;
  const policy = createPolicyEngine(await loadPolicies(defaultPolicyFolder));

  /** What a second process on the same database would hold. */
  const options: ApprovalsOptions = {
    storage: database,
    ledger,
    policy,
    directory,
    revocations,
    redactor,
    channelKeys: [key.publicKey],
    sealKey,
    clock: () => world.now,
    ...(escalation === undefined ? {} : { escalation }),
  };
  function another(): Approvals {
    return openApprovals(options);
  }
  world.approvals = another();
  return Object.assign(world, { options });
}

export type ApprovalWorld = Awaited<ReturnType<typeof openApprovalWorld>>;

export function refund(change: Partial<ApprovalRequestInput> = {}): ApprovalRequestInput {
  return {
    tenant: "acme",
    session: "ses_1",
    callId: "call_1",
    tool: "issue_refund",
    descriptor: "sha256:d",
    arguments: { order: "10492", amount: 12400 },
    requester: "ana",
    agents: ["support-bot"],
    owners: ["olga"],
    delegation: "sha256:chain",
    origins: [
      { argument: "/order", source: "human" },
      {
        argument: "/amount",
        source: "document",
        integrity: "untrusted",
        name: "mail/supplier.eml",
      },
    ],
    notes: ["This cannot be undone."],
    narrowable: ["/amount"],
    requirement: {
      requirements: [{ groups: ["finance-approvers"], quorum: 1 }],
      groups: ["finance-approvers"],
      quorum: 1,
      expiresInMs: 15 * 60_000,
      risk: "high",
    },
    policies: [{ id: "payment-needs-approval", effect: "forbid" }],
    policyHash: "sha256:p",
    reason: "A high-impact call that moves an amount needs a finance approver.",
    ...change,
  };
}

export function twoFinance(): Pick<ApprovalRequestInput, "requirement"> {
  return {
    requirement: { ...refund().requirement, requirements: [{ groups: ["finance-approvers"], quorum: 2 }] },
  };
}

export function sign(
  world: { readonly key: SigningKey; readonly now: number },
  request: ApprovalRequest,
  change: Partial<DecisionStatement> = {},
): ApprovalDecision {
  return signDecision(world.key, {
    requestId: request.id,
    argumentsDigest: request.argumentsDigest,
    decision: "approve",
    approver: "fay",
    tenant: request.tenant,
    verifiedBy: "test",
    at: world.now,
    ...change,
  });
}
