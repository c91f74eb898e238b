import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { type Connector, createGate, type GuardedTool } from "./actions/index.ts";
import type { AgentRegistration } from "./agents-file.ts";
import { type Approvals, openApprovals } from "./approvals/index.ts";
import { type Clock, systemClock } from "./clock.ts";
import { canonicalJson, openSigningKey, type PublicKey, type SigningKey } from "./crypto/index.ts";
import {
  type Agent,
  type AgentRegistry,
  type ChainVerifier,
  createChainVerifier,
  createDelegationIssuer,
  createLocalIssuer,
  createTokenVerifier,
  type DelegationIssuer,
  type Directory,
  type LocalIssuer,
  loadDirectory,
  openAgentRegistry,
  openRevocations,
  type Revocations,
  type Scopes,
  type TokenVerifier,
  type TrustedIssuer,
} from "./identity/index.ts";
import { type IngestEvent, ingestFolder } from "./ingest/index.ts";
import { type LedgerKeys, openLedgerKeys } from "./ledger-keys.ts";
import {
  createPolicyEngine,
  createShadowEngine,
  defaultPolicyFolder,
  loadPolicies,
  type PolicyChange,
  type ShadowEngine,
  type ShadowReport,
  type WatchedPolicies,
  watchPolicies,
} from "./policy/index.ts";
import {
  type Checkpoint,
  type CheckpointAnchor,
  createCheckpoint,
  type OpenLedger,
  openLedger,
  queryReceipts,
  type Receipt,
} from "./receipts/index.ts";
import { cedarRedactionPolicy, createRedactor, openVault, type Vault, vaultKeyFrom } from "./redaction/index.ts";
import { defaultEmbeddings, type Embeddings, openRetrieval } from "./retrieval/index.ts";
import { type Doors, SallyportSession } from "./sallyport-session.ts";
import { createScreener } from "./screening/index.ts";
import { Session } from "./sessions/index.ts";
import { openStorage, type Storage } from "./storage/index.ts";

export interface SallyportOptions {
  /** Folder of the database and the keys. */
  readonly home: string;
  /** The people: a YAML file, or anything that finds them. */
  readonly directory: string | Directory;
  /** Folder of .cedar policies; the default set when absent. It is followed: a new set that is valid decides. */
  readonly policies?: string;
  /** Policies on trial: they decide nothing, but what they would have decided is recorded. */
  readonly shadowPolicies?: string;
  /** Any LangChain embeddings with a model id; the embedded offline model when absent. */
  readonly embeddings?: Embeddings;
  /** Whose tokens are believed. Absent: a local issuer over the directory, for development. */
  readonly tokenIssuers?: readonly TrustedIssuer[];
  /** Public keys of approval channels besides this home's own terminal. */
  readonly approvalChannels?: readonly PublicKey[];
  /** The ledger's name in its checkpoints, for example `example.com/agents`. Choose it before the first one. */
  readonly ledgerOrigin?: string;
  /** Where checkpoints of the ledger go, out of this host's reach. */
  readonly anchor?: CheckpointAnchor;
  readonly clock?: Clock;
}

export interface StartSessionOptions {
  /** The human's token, as their identity provider issued it. */
  readonly token: string;
  /** Id of the registered agent that shall act for them. */
  readonly agent: string;
  /** What this run may do of all that the human and the agent may. */
  readonly scopes?: Scopes;
  /** What the human declared that this run is for. */
  readonly purpose?: string;
  readonly expiresInMs?: number;
}

const defaultSessionMs = 60 * 60_000;
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
  const { home, clock = systemClock, embeddings = defaultEmbeddings() } = options;
  const key = (name: string) => openSigningKey(join(home, "keys", `${name}.json`));
  const agentKey = (id: string) => key(`agent-${encodeURIComponent(id)}`);
  const [controlPlane, terminal] = [key("control-plane"), key("channel-terminal")];
  const directory =
    typeof options.directory === "string" ? await loadDirectory(options.directory) : options.directory;

  const storage = await openStorage(join(home, "sallyport.db"));
  try {
    const writer = `sdk-${randomBytes(6).toString("hex")}`;
    const ledgerKeys = await openLedgerKeys(home, storage);
    const ledger = await openLedger({ storage, key: ledgerKeys.current, writer, clock });
    const policies = await watchPolicies({
      folder: options.policies ?? defaultPolicyFolder,
      ledger,
      ...(await lastEnacted(storage)),
    });
    const shadow = await openShadow(policies, options.shadowPolicies);
    const policy = shadow ?? policies;
    const revocations = openRevocations({ storage, ledger, clock });
    const agents = openAgentRegistry({ storage, clock });
    const screener = createScreener();
    const vault = openVault({ storage, key: vaultKeyFrom(key("vault")), clock });
    await vault.purgeExpired();
    // What models see can be put back: into a tool's arguments, into an answer to somebody who may see it.
    const operators = { context: "tokenise", "tool-result": "tokenise" } as const;
    const redactor = createRedactor({ policy: cedarRedactionPolicy({ engine: policy, operators }) });
    const common = { storage, ledger, policy, revocations, screener, redactor, clock };
    const channelKeys = [terminal.publicKey, ...(options.approvalChannels ?? [])];
    const approvals = openApprovals({ ...common, directory, channelKeys });
    const localIssuer =
      options.tokenIssuers === undefined
        ? createLocalIssuer({
            directory,
            key: key("local-issuer"),
            issuer: "urn:sallyport:local",
            audience: localAudience,
            clock,
          })
        : undefined;
    return new Sallyport({
      storage,
      directory,
      ledger,
      policies,
      shadow,
      revocations,
      agents,
      approvals,
      localIssuer,
      keys: { ledger: ledgerKeys, controlPlane, terminal },
      tokens: createTokenVerifier({ issuers: options.tokenIssuers ?? trust(localIssuer), clock }),
      delegations: createDelegationIssuer({ key: controlPlane, registry: agents, clock }),
      verifier: createChainVerifier({
        rootKey: controlPlane.publicKey,
        registry: agents,
        revocations,
        clock,
      }),
      vault,
      doors: {
        retrieval: openRetrieval({ ...common, embeddings }),
        gate: createGate({ ...common, approvals, credentialKey: controlPlane }),
        redactor,
        agentKey,
      },
      ingest: (tenant, folder) =>
        ingestFolder({ storage, ledger, screener, embeddings, clock, tenant, folder }),
      checkpoint: (ledgerKey) =>
        createCheckpoint({
          storage,
          key: ledgerKey,
          origin: options.ledgerOrigin ?? defaultLedgerOrigin,
          clock,
          ...(options.anchor === undefined ? {} : { anchor: options.anchor }),
        }),
      clock,
    });
  } catch (error) {
    await storage.destroy();
    throw error;
  }
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

interface Parts {
  readonly storage: Storage;
  readonly directory: Directory;
  readonly ledger: OpenLedger;
  readonly policies: WatchedPolicies;
  readonly shadow: ShadowEngine | undefined;
  readonly revocations: Revocations;
  readonly agents: AgentRegistry;
  readonly approvals: Approvals;
  readonly localIssuer: LocalIssuer | undefined;
  readonly keys: {
    readonly ledger: LedgerKeys;
    readonly controlPlane: SigningKey;
    readonly terminal: SigningKey;
  };
  readonly tokens: TokenVerifier;
  readonly delegations: DelegationIssuer;
  readonly verifier: ChainVerifier;
  readonly vault: Vault;
  readonly doors: Doors;
  readonly ingest: (tenant: string, folder: string) => AsyncIterable<IngestEvent>;
  readonly checkpoint: (key: SigningKey) => Promise<Checkpoint>;
  readonly clock: Clock;
}

/** The two doors and what they stand on, opened over one home folder. */
export class Sallyport {
  readonly #parts: Parts;
  #ledgerKeys: LedgerKeys;
  readonly approvals: Approvals;
  readonly revocations: Revocations;
  readonly agents: AgentRegistry;
  readonly directory: Directory;
  readonly policies: WatchedPolicies;
  readonly retrieval: Doors["retrieval"];
  readonly gate: Doors["gate"];
  /** Issues tokens for the directory's people in development; undefined when real issuers are configured. */
  readonly localIssuer: LocalIssuer | undefined;
  /** The first public key that signed this home's receipts: what an auditor has to trust. It vouches for later ones. */
  readonly ledgerKey: PublicKey;
  /** The public key that signs tool credentials: what a tool's server has to trust. */
  readonly credentialKey: PublicKey;
  /** The open database, for reading receipts and documents with the rooms' own functions. */
  readonly storage: Storage;
  /** This process's chain of receipts, for what the rooms' own functions change. */
  readonly ledger: OpenLedger;

  /** @internal Use {@link openSallyport}. */
  constructor(parts: Parts) {
    this.#parts = parts;
    this.approvals = parts.approvals;
    this.revocations = parts.revocations;
    this.agents = parts.agents;
    this.directory = parts.directory;
    this.policies = parts.policies;
    this.retrieval = parts.doors.retrieval;
    this.gate = parts.doors.gate;
    this.localIssuer = parts.localIssuer;
    this.#ledgerKeys = parts.keys.ledger;
    this.ledgerKey = parts.keys.ledger.retired[0] ?? parts.keys.ledger.current.publicKey;
    this.credentialKey = parts.keys.controlPlane.publicKey;
    this.storage = parts.storage;
    this.ledger = parts.ledger;
  }

  /** Signs decisions taken on this host's terminal. */
  get terminalKey(): SigningKey {
    return this.#parts.keys.terminal;
  }

  /** Registers an agent, with a key made for it on first use (a file with mode 0600 in the home folder). */
  async registerAgent(registration: AgentRegistration): Promise<Agent> {
    const { publicKey } = this.#parts.doors.agentKey(registration.id);
    const agent: Agent = { type: "agent", ...registration, publicKey };
    const known = await this.agents.find(agent.id);
    // Registering anew makes every process verify its chains again; nothing new, no need.
    if (known === undefined || canonicalJson(known) !== canonicalJson(agent))
      await this.agents.register(agent);
    return agent;
  }

  /** Makes a system known that tools reach, and how far what they return is trusted. Without it they are denied. */
  async registerConnector(connector: Connector): Promise<void> {
    await this.gate.connectors.register(connector);
  }

  /** Puts a tool behind the gate. One that is not registered is denied. */
  async registerTool(tool: GuardedTool): Promise<void> {
    await this.gate.register(tool);
  }

  /** Loads, labels, screens and embeds a tenant's folder, telling what happens; run it again after changes. */
  ingest(tenant: string, folder: string): AsyncIterable<IngestEvent> {
    return this.#parts.ingest(tenant, folder);
  }

  /**
   * Starts an agent run for the human whose token this is.
   *
   * @throws {SallyportError} `ERR_IDENTITY_*` when the token, the agent or the scopes are refused.
   */
  async startSession(options: StartSessionOptions): Promise<SallyportSession> {
    const { tokens, delegations, verifier, agents, vault, doors, ledger, clock } = this.#parts;
    const { expiresInMs = defaultSessionMs } = options;
    const principal = await tokens.verify(options.token);
    const delegation = await delegations.issue({
      principal,
      agent: options.agent,
      scopes: options.scopes ?? {},
      expiresInMs,
    });
    const scope = `run_${randomUUID()}`;
    const session = await Session.open({
      delegation,
      key: doors.agentKey(options.agent),
      verifier,
      registry: agents,
      tokens: await vault.scope({ tenant: principal.tenant, scope, expiresInMs }),
      clock,
      ...(options.purpose === undefined ? {} : { purpose: options.purpose }),
    });
    await ledger.append({
      type: "session-started",
      tenant: session.tenant,
      session: session.id,
      principal: principal.id,
      agents: session.agents.map(({ id }) => id),
      revoke: [`session:${session.id}`, `agent:${options.agent}`, `user:${principal.id}`],
    });
    return new SallyportSession(session, doors);
  }

  /** Reads the policy folder now. A set that does not load is refused, and the old one goes on deciding. */
  reloadPolicies(): Promise<PolicyChange> {
    return this.policies.reload();
  }

  /** What the policies on trial would have decided otherwise; undefined without {@link SallyportOptions.shadowPolicies}. */
  shadowReport(): ShadowReport | undefined {
    return this.#parts.shadow?.report();
  }

  /** Signs the root over all receipts so far and hands it to the anchor: what is behind it cannot be cut off. */
  checkpoint(): Promise<Checkpoint> {
    return this.#parts.checkpoint(this.#ledgerKeys.current);
  }

  /**
   * Hands the ledger over to a new key. Processes that run go on with the old one, each on its own chain, until they
   * are started again; new chains begin with the new one.
   */
  async rotateLedgerKey(reason: string): Promise<Receipt> {
    const receipt = await this.ledger.rotateKey(this.#ledgerKeys.prepareNext(), reason);
    this.#ledgerKeys = this.#ledgerKeys.adoptNext();
    return receipt;
  }

  async close(): Promise<void> {
    this.policies.close();
    await this.storage.destroy();
  }
}
