import { randomBytes } from "node:crypto";
import { join } from "node:path";
import {
  type CallRequest,
  type CallResult,
  createGate,
  type Gate,
  type GuardedTool,
} from "./actions/index.ts";
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
import { createPolicyEngine, defaultPolicyFolder, loadPolicies, type PolicyEngine } from "./policy/index.ts";
import { type Ledger, openLedger } from "./receipts/index.ts";
import { createRedactor, type Redactor } from "./redaction/index.ts";
import {
  defaultEmbeddings,
  type Embeddings,
  openRetrieval,
  type Retrieval,
  type SearchOptions,
  type SearchResult,
} from "./retrieval/index.ts";
import { createScreener } from "./screening/index.ts";
import { Session, type SubSessionOptions } from "./sessions/index.ts";
import { openStorage, type Storage } from "./storage/index.ts";

export interface SallyportOptions {
  /** Folder of the database and the keys. */
  readonly home: string;
  /** The people: a YAML file, or anything that finds them. */
  readonly directory: string | Directory;
  /** Folder of .cedar policies and their schema; the default set when absent. */
  readonly policies?: string;
  /** Any LangChain embeddings with a model id; the embedded offline model when absent. */
  readonly embeddings?: Embeddings;
  /** Whose tokens are believed. Absent: a local issuer over the directory, for development. */
  readonly tokenIssuers?: readonly TrustedIssuer[];
  /** Public keys of approval channels besides this home's own terminal. */
  readonly approvalChannels?: readonly PublicKey[];
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
  const { clock = systemClock } = options;
  const storage = await openStorage(join(options.home, "sallyport.db"));
  const key = (name: string) => openSigningKey(join(options.home, "keys", `${name}.json`));
  const directory =
    typeof options.directory === "string" ? await loadDirectory(options.directory) : options.directory;

  const ledgerKey = key("ledger");
  const ledger = await openLedger({
    storage,
    key: ledgerKey,
    writer: `sdk-${randomBytes(6).toString("hex")}`,
    clock,
  });
  const policy = createPolicyEngine(await loadPolicies(options.policies ?? defaultPolicyFolder));
  const revocations = openRevocations({ storage, ledger, clock });
  const agents = openAgentRegistry({ storage, clock });
  const controlPlane = key("control-plane");
  const localIssuer = createLocalIssuer({
    directory,
    key: key("local-issuer"),
    issuer: "urn:sallyport:local",
    audience: localAudience,
    clock,
  });
  const tokenIssuers = options.tokenIssuers ?? [
    { issuer: localIssuer.issuer, audience: localAudience, jwks: localIssuer.jwks },
  ];
  const terminal = key("channel-terminal");
  const screener = createScreener();
  const redactor = createRedactor();
  const approvals = openApprovals({
    storage,
    ledger,
    policy,
    directory,
    channelKeys: [terminal.publicKey, ...(options.approvalChannels ?? [])],
    revocations,
    clock,
  });
  const embeddings = options.embeddings ?? defaultEmbeddings();
  return new Sallyport({
    storage,
    directory,
    ledger,
    ledgerKey: ledgerKey.publicKey,
    credentialKey: controlPlane.publicKey,
    policy,
    revocations,
    agents,
    approvals,
    redactor,
    terminal,
    localIssuer: options.tokenIssuers === undefined ? localIssuer : undefined,
    tokens: createTokenVerifier({ issuers: tokenIssuers, clock }),
    delegations: createDelegationIssuer({ key: controlPlane, registry: agents, clock }),
    verifier: createChainVerifier({ rootKey: controlPlane.publicKey, registry: agents, revocations, clock }),
    retrieval: openRetrieval({ storage, policy, revocations, ledger, screener, redactor, embeddings, clock }),
    gate: createGate({
      storage,
      policy,
      approvals,
      revocations,
      ledger,
      screener,
      redactor,
      credentialKey: controlPlane,
      clock,
    }),
    agentKey: (id) => key(`agent-${encodeURIComponent(id)}`),
    ingest: (tenant, folder) =>
      ingestFolder({ storage, ledger, screener, embeddings, clock, tenant, folder }),
    clock,
  });
}

interface Parts {
  readonly storage: Storage;
  readonly directory: Directory;
  readonly ledger: Ledger;
  readonly ledgerKey: PublicKey;
  readonly credentialKey: PublicKey;
  readonly policy: PolicyEngine;
  readonly revocations: Revocations;
  readonly agents: AgentRegistry;
  readonly approvals: Approvals;
  readonly redactor: Redactor;
  readonly terminal: SigningKey;
  readonly localIssuer: LocalIssuer | undefined;
  readonly tokens: TokenVerifier;
  readonly delegations: DelegationIssuer;
  readonly verifier: ChainVerifier;
  readonly retrieval: Retrieval;
  readonly gate: Gate;
  readonly agentKey: (id: string) => SigningKey;
  readonly ingest: (tenant: string, folder: string) => AsyncIterable<IngestEvent>;
  readonly clock: Clock;
}

/** The two doors and what they stand on, opened over one home folder. */
export class Sallyport {
  readonly #parts: Parts;

  /** @internal Use {@link openSallyport}. */
  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get approvals(): Approvals {
    return this.#parts.approvals;
  }

  get revocations(): Revocations {
    return this.#parts.revocations;
  }

  get policy(): PolicyEngine {
    return this.#parts.policy;
  }

  get agents(): AgentRegistry {
    return this.#parts.agents;
  }

  get directory(): Directory {
    return this.#parts.directory;
  }

  get retrieval(): Retrieval {
    return this.#parts.retrieval;
  }

  get redactor(): Redactor {
    return this.#parts.redactor;
  }

  /** The open database, for reading receipts and documents with the rooms' own functions. */
  get storage(): Storage {
    return this.#parts.storage;
  }

  /** The public key that signs this home's receipts: what an auditor has to trust. */
  get ledgerKey(): PublicKey {
    return this.#parts.ledgerKey;
  }

  /** The public key that signs tool credentials: what a tool's server has to trust. */
  get credentialKey(): PublicKey {
    return this.#parts.credentialKey;
  }

  /** Signs decisions taken on this host's terminal. */
  get terminalKey(): SigningKey {
    return this.#parts.terminal;
  }

  /** Issues tokens for the directory's people in development; undefined when real issuers are configured. */
  get localIssuer(): LocalIssuer | undefined {
    return this.#parts.localIssuer;
  }

  /** Registers an agent, with a key made for it on first use (a file with mode 0600 in the home folder). */
  async registerAgent(registration: AgentRegistration): Promise<Agent> {
    const agent: Agent = {
      type: "agent",
      ...registration,
      publicKey: this.#parts.agentKey(registration.id).publicKey,
    };
    const known = await this.#parts.agents.find(agent.id);
    // Registering anew makes every process verify its chains again; nothing new, no need.
    if (known === undefined || canonicalJson(known) !== canonicalJson(agent)) {
      await this.#parts.agents.register(agent);
    }
    return agent;
  }

  /** Puts a tool behind the gate. One that is not registered is denied. */
  async registerTool(tool: GuardedTool): Promise<void> {
    await this.#parts.gate.register(tool);
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
    const { tokens, delegations, verifier, agents, agentKey, ledger, clock } = this.#parts;
    const principal = await tokens.verify(options.token);
    const delegation = await delegations.issue({
      principal,
      agent: options.agent,
      scopes: options.scopes ?? {},
      expiresInMs: options.expiresInMs ?? defaultSessionMs,
    });
    const session = await Session.open({
      delegation,
      key: agentKey(options.agent),
      verifier,
      registry: agents,
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
    return new SallyportSession(session, this.#parts);
  }

  async close(): Promise<void> {
    await this.#parts.storage.destroy();
  }
}

/** A {@link Session} with both doors: all that an agent run needs. */
export class SallyportSession {
  readonly session: Session;
  readonly #parts: Parts;

  /** @internal Use {@link Sallyport.startSession}. */
  constructor(session: Session, parts: Parts) {
    this.session = session;
    this.#parts = parts;
  }

  get id(): string {
    return this.session.id;
  }

  /** The human's own words: arguments that repeat them are theirs. */
  hear(text: string): void {
    this.session.hear(text);
  }

  /** Door 1: searches what this principal and these agents may read, and nothing else. */
  search(query: string, options: SearchOptions = {}): Promise<SearchResult> {
    return this.#parts.retrieval.search(this.session, query, options);
  }

  /** Door 2: runs a registered tool if the policy or the people it asks allow exactly these arguments. */
  call(request: CallRequest): Promise<CallResult> {
    return this.#parts.gate.call(this.session, request);
  }

  /** Redacts a text for this session's principal before it leaves. */
  redactAnswer(text: string): string {
    return this.#parts.redactor.redact(text, { sink: "answer", reader: this.session.principal }).text;
  }

  /** Hands part of the authority to a sub-agent; see {@link Session.delegate}. */
  async delegate(options: Omit<SubSessionOptions, "key">): Promise<SallyportSession> {
    const key = this.#parts.agentKey(options.agent);
    return new SallyportSession(await this.session.delegate({ ...options, key }), this.#parts);
  }
}
