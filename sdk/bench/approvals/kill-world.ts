import { join } from "node:path";
import { type ApprovalRequestInput, type Approvals, openApprovals } from "../../src/approvals/index.ts";
import { openSigningKey, type SigningKey } from "../../src/crypto/index.ts";
import { openRevocations } from "../../src/identity/index.ts";
import { createPolicyEngine, defaultPolicyFolder, loadPolicies } from "../../src/policy/index.ts";
import { openLedger } from "../../src/receipts/index.ts";
import { createRedactor } from "../../src/redaction/index.ts";
import { openStorage, type Storage } from "../../src/storage/index.ts";

export interface KillWorld {
  readonly storage: Storage;
  readonly approvals: Approvals;
  readonly channel: SigningKey;
}

/** The engine as every process of the house opens it, over one database file. */
export async function openKillWorld(
  home: string,
  options: { readonly writer: string; readonly clock?: () => number },
): Promise<KillWorld> {
  const storage = await openStorage(join(home, "sallyport.db"));
  const key = (name: string) => openSigningKey(join(home, `${name}.json`));
  const channel = key("channel");
  const ledger = await openLedger({ storage, key: key("ledger"), writer: options.writer });
  const approvals = openApprovals({
    storage,
    ledger,
    channelKeys: [channel.publicKey],
    sealKey: key("control-plane"),
    redactor: createRedactor(),
    policy: createPolicyEngine(await loadPolicies(defaultPolicyFolder)),
    revocations: openRevocations({ storage, ledger }),
    directory: {
      find: async (tenant, id) => ({
        type: "user",
        id,
        tenant,
        roles: [],
        clearance: "internal",
        groups: ["finance-approvers"],
      }),
    },
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  });
  return { storage, approvals, channel };
}

/** Where a tool's effects are: one line each, on disk before the tool says that it is done. */
export const effectsFile = (home: string) => join(home, "effects.txt");

export function refundNumber(index: number): ApprovalRequestInput {
  return {
    tenant: "acme",
    session: "ses_bench",
    callId: `call_${index}`,
    tool: "issue_refund",
    descriptor: "sha256:d",
    arguments: { order: String(10_000 + index), amount: 12_400 },
    requester: "ana",
    agents: ["support-bot"],
    owners: ["olga"],
    delegation: "sha256:chain",
    origins: [],
    notes: [],
    policyHash: "sha256:p",
    reason: "A payment needs a finance approver.",
    policies: [{ id: "payment-needs-approval", effect: "forbid" }],
    requirement: {
      groups: ["finance-approvers"],
      quorum: 1,
      expiresInMs: 3_600_000,
      risk: "medium",
      requirements: [{ groups: ["finance-approvers"], quorum: 1 }],
    },
  };
}
