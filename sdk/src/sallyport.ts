import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createGate } from "./actions/index.ts";
import { openApprovals } from "./approvals/index.ts";
import { type Clock, systemClock } from "./clock.ts";
import { openSigningKey } from "./crypto/index.ts";
import {
  createChainVerifier,
  createDelegationIssuer,
  createLocalIssuer,
  createTokenVerifier,
  type Directory,
  type LocalIssuer,
  loadDirectory,
  openAgentRegistry,
  openRevocations,
  type Revocations,
  type TrustedIssuer,
} from "./identity/index.ts";
import { ingestFolder } from "./ingest/index.ts";
import { openLedgerKeys } from "./ledger-keys.ts";
import {
  createPolicyEngine,
  createShadowEngine,
  defaultPolicyFolder,
  loadPolicies,
  type ShadowEngine,
  type WatchedPolicies,
  watchPolicies,
} from "./policy/index.ts";
import {
  createCheckpoint,
  type OpenLedger,
  openLedger,
  openRedactingLedger,
  queryReceipts,
} from "./receipts/index.ts";
import {
  cedarRedactionPolicy,
  createDataLossInspector,
  createRedactor,
  openVault,
  redactPath,
  vaultKeyFrom,
} from "./redaction/index.ts";
import { loadRedaction } from "./redaction-file.ts";
import { defaultEmbeddings, openRetrieval } from "./retrieval/index.ts";
import { type Parts, Sallyport } from "./sallyport-home.ts";
import type { SallyportOptions } from "./sallyport-options.ts";
import { createScreener } from "./screening/index.ts";
import { openSessionMemory } from "./sessions/index.ts";
import { openStorage, type Storage } from "./storage/index.ts";

const localIssuerName = "urn:sallyport:local";
const localAudience = "sallyport";
const defaultLedgerOrigin = "sallyport.local/ledger";

/**
 * Opens both doors over one home folder.
 *
 * @throws {SallyportError} `ERR_STORAGE_*`, `ERR_POLICY_*`, `ERR_IDENTITY_DIRECTORY`, `ERR_CRYPTO_KEY_FILE_MODE`:
 * whatever cannot be opened safely.
 *
 * @example
 * const sallyport = await openSallyport({ home: ".sallyport", directory: "people.yaml" });
 */
export async function openSallyport(options: SallyportOptions): Promise<Sallyport> {
  const { home, clock = systemClock } = options;
  const keys = openKeys(home);
  const directory =
    typeof options.directory === "string" ? await loadDirectory(options.directory) : options.directory;
  const storage = await openStorage(join(home, "sallyport.db"));
  try {
    return new Sallyport(await openParts({ options, home, keys, directory, storage, clock }));
  } catch (error) {
    await storage.destroy();
    throw error;
  }
}

/** What every step below stands on. */
interface Ground {
  readonly options: SallyportOptions;
  readonly home: string;
  readonly keys: ReturnType<typeof openKeys>;
  readonly directory: Directory;
  readonly storage: Storage;
  readonly clock: Clock;
}

async function openParts(ground: Ground): Promise<Parts> {
  const { keys, directory, storage, clock } = ground;
  const controls = await openControls(ground);
  const identity = openIdentity(ground, controls.ledger);
  const vault = openVault({ storage, key: vaultKeyFrom(keys.named("vault")), clock });
  await vault.purgeExpired();
  return {
    storage,
    directory,
    clock,
    vault,
    memory: openSessionMemory({ storage, clock }),
    ledger: controls.ledger,
    policies: controls.policies,
    shadow: controls.shadow,
    keys: { ledger: controls.ledgerKeys, controlPlane: keys.controlPlane, terminal: keys.terminal },
    ...identity,
    ...openDoors(ground, controls, identity.revocations),
    checkpoint: checkpointer(ground),
  };
}

/** Keys are made on first use: files with mode 0600 in the home's `keys` folder. */
function openKeys(home: string) {
  const named = (name: string) => openSigningKey(join(home, "keys", `${name}.json`));
  return {
    named,
    controlPlane: named("control-plane"),
    terminal: named("channel-terminal"),
    agent: (id: string) => named(`agent-${encodeURIComponent(id)}`),
  };
}

/**
 * Ledger, policies and redactor, which need one another: policies are enacted by a receipt, receipts are redacted,
 * and policies say what is redacted.
 */
async function openControls({ options, home, storage, clock }: Ground) {
  const ledgerKeys = await openLedgerKeys(home, storage);
  const redaction = { ...(await loadRedaction(join(home, "redaction.json"))), ...options.redaction };
  // The first receipts are written before any policy decides: they are redacted as if there were none.
  let receipts = { redactor: createRedactor(redaction), policyHash: () => "" };
  const writer = `sdk-${randomBytes(6).toString("hex")}`;
  const ledger = openRedactingLedger(await openLedger({ storage, key: ledgerKeys.current, writer, clock }), {
    redact: (text) => redactPath(text, receipts.redactor, { sink: "receipt" }),
    redactIdentifier: (text) => receipts.redactor.redact(text, { sink: "receipt" }).text,
    revision: () => receipts.policyHash(),
  });
  const policies = await watchPolicies({
    folder: options.policies ?? defaultPolicyFolder,
    ledger,
    ...(await lastEnacted(storage)),
  });
  const shadow = await openShadow(policies, options.shadowPolicies);
  const policy = shadow ?? policies;
  // What models see can be put back: into a tool's arguments, into an answer to somebody who may see it.
  const operators = { context: "tokenise", "tool-result": "tokenise" } as const;
  const redactor = createRedactor({
    ...redaction,
    policy: cedarRedactionPolicy({ engine: policy, operators }),
  });
  receipts = { redactor, policyHash: () => policy.policyHash };
  return { ledger, ledgerKeys, policies, shadow, policy, redactor };
}

type Controls = Awaited<ReturnType<typeof openControls>>;

/** Whose tokens are believed, which agents there are, what they were handed, and what is revoked. */
function openIdentity({ options, keys, directory, storage, clock }: Ground, ledger: OpenLedger) {
  const { controlPlane } = keys;
  const agents = openAgentRegistry({ storage, clock });
  const revocations = openRevocations({ storage, ledger, clock });
  const localIssuer =
    options.tokenIssuers === undefined
      ? createLocalIssuer({
          directory,
          key: keys.named("local-issuer"),
          issuer: localIssuerName,
          audience: localAudience,
          clock,
        })
      : undefined;
  return {
    agents,
    revocations,
    localIssuer,
    tokens: createTokenVerifier({ issuers: options.tokenIssuers ?? trust(localIssuer), clock }),
    delegations: createDelegationIssuer({ key: controlPlane, registry: agents, clock }),
    verifier: createChainVerifier({ rootKey: controlPlane.publicKey, registry: agents, revocations, clock }),
  };
}

/** Reading, acting, the people who are asked in between, and the way in for documents. */
function openDoors(ground: Ground, controls: Controls, revocations: Revocations) {
  const { options, home, keys, directory, storage, clock } = ground;
  const { ledger, policy, redactor } = controls;
  const { embeddings = defaultEmbeddings(), screeningPlugins: plugins = [] } = options;
  const screener = createScreener();
  const documentScreener = plugins.length === 0 ? screener : createScreener({ plugins });
  const common = { storage, ledger, policy, revocations, screener, redactor, clock };
  const approvals = openApprovals({
    ...common,
    directory,
    channelKeys: [keys.terminal.publicKey, ...(options.approvalChannels ?? [])],
    sealKey: keys.controlPlane,
    ...(options.escalation === undefined ? {} : { escalation: options.escalation }),
  });
  const retrieval = openRetrieval({
    ...common,
    screener: documentScreener,
    embeddings,
    cacheFolder: join(home, "index"),
    ...options.index,
  });
  const dataLoss = { rules: [], canaries: [], ...options.dataLoss };
  const gate = createGate({
    ...common,
    approvals,
    embeddings,
    credentialKey: keys.controlPlane,
    dangerouslyRecordOnly: options.dangerouslyRecordOnly ?? false,
    dataLoss: createDataLossInspector({ redactor, ...dataLoss }),
  });
  return {
    approvals,
    doors: { retrieval, gate, redactor, ledger, dataLoss, agentKey: keys.agent },
    ingest: (tenant: string, folder: string) =>
      ingestFolder({ storage, ledger, screener: documentScreener, embeddings, clock, tenant, folder }),
  };
}

function checkpointer({ options, storage, clock }: Ground): Parts["checkpoint"] {
  const { ledgerOrigin: origin = defaultLedgerOrigin, anchor } = options;
  return (key) =>
    createCheckpoint({ storage, key, origin, clock, ...(anchor === undefined ? {} : { anchor }) });
}

/** The policy set that the ledger knows to decide: opening with the same one needs no new receipt. */
async function lastEnacted(storage: Storage): Promise<{ readonly recorded?: string }> {
  const changes = await queryReceipts(storage, { type: "policy-changed" });
  const facts = changes.find((change) => change.facts?.outcome === "enacted")?.facts;
  return typeof facts?.to === "string" ? { recorded: facts.to } : {};
}

async function openShadow(
  enforced: WatchedPolicies,
  folder: string | undefined,
): Promise<ShadowEngine | undefined> {
  if (folder === undefined) return undefined;
  return createShadowEngine({ enforced, candidate: createPolicyEngine(await loadPolicies(folder)) });
}

function trust(issuer: LocalIssuer | undefined): readonly TrustedIssuer[] {
  return issuer === undefined ? [] : [{ issuer: issuer.issuer, audience: localAudience, jwks: issuer.jwks }];
}
