import { randomUUID } from "node:crypto";
import type * as z from "zod/v4";
import type { Connector, GuardedTool } from "./actions/index.ts";
import type { AgentRegistration } from "./agents-file.ts";
import type { Approvals } from "./approvals/index.ts";
import type { Clock } from "./clock.ts";
import { canonicalJson, digestOf, type PublicKey, type SigningKey } from "./crypto/index.ts";
import { SallyportError } from "./errors.ts";
import type {
  Agent,
  AgentRegistry,
  ChainVerifier,
  DelegationIssuer,
  Directory,
  LocalIssuer,
  Revocations,
  Scopes,
  TokenVerifier,
} from "./identity/index.ts";
import type { IngestEvent } from "./ingest/index.ts";
import type { LedgerKeys } from "./ledger-keys.ts";
import type { PolicyChange, ShadowEngine, ShadowReport, WatchedPolicies } from "./policy/index.ts";
import type { Checkpoint, OpenLedger, Receipt } from "./receipts/index.ts";
import type { Redactor, TokenScope, Vault } from "./redaction/index.ts";
import { type Doors, SallyportSession } from "./sallyport-session.ts";
import { Session, type SessionMemory, type StoredSession } from "./sessions/index.ts";
import type { Storage } from "./storage/index.ts";

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
  /**
   * The app's own name for the conversation. With it the run outlives this process: the same person, agent and
   * thread are the same session, which remembers what it has read. See {@link Sallyport.resumeSession}.
   */
  readonly thread?: string;
}

export type ResumeErrorCode = "ERR_SESSION_NOT_RESUMABLE";

const defaultSessionMs = 60 * 60_000;

const nameScope = (parts: readonly string[]) => digestOf("sallyport/run-scope/v1", parts).slice(-32);

/** What {@link Sallyport} is put together from. */
export interface Parts {
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
  readonly memory: SessionMemory;
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

  /** @internal Use `openSallyport`. */
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

  /** Redacts as this home's policies say. */
  get redactor(): Redactor {
    return this.#parts.doors.redactor;
  }

  /** What was taken out of texts under this name, sealed in the vault, to be put back under it. */
  openTokens(tenant: string, name: string): Promise<TokenScope> {
    return this.#parts.vault.scope({ tenant, scope: `named:${name}` });
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
  async registerTool<Schema extends z.ZodObject>(tool: GuardedTool<Schema>): Promise<void> {
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
    const { tokens, delegations, memory } = this.#parts;
    const { agent, thread, purpose, expiresInMs = defaultSessionMs } = options;
    const principal = await tokens.verify(options.token);
    const { tenant } = principal;
    const delegation = await delegations.issue({
      principal,
      agent,
      scopes: options.scopes ?? {},
      expiresInMs,
    });
    const scope = `run_${thread === undefined ? randomUUID() : nameScope([tenant, principal.id, agent, thread])}`;
    const run = { tenant, agent, scope, delegation, ...(purpose === undefined ? {} : { purpose }) };
    const session = await this.#openSession(run, thread, expiresInMs);
    if (thread !== undefined) await memory.keep({ ...run, id: session.id, thread });
    await this.#recordStart(session);
    return session;
  }

  /**
   * Goes on with a session that was started with a thread, in this process or another, under the delegation that
   * it has: no longer than that, and with all that it has read. It is for runs that nobody sits before: an id is no
   * secret and proves nobody's wish. For a person who is signed in, call `startSession` with their token and the same
   * thread, which is the same session.
   *
   * @throws {SallyportError} `ERR_SESSION_NOT_RESUMABLE`; `ERR_IDENTITY_*` when the delegation has expired or
   * anything in it is revoked. Then the person has to start it again, with a token.
   */
  async resumeSession(id: string): Promise<SallyportSession> {
    const stored = await this.#parts.memory.find(id);
    const session = stored && (await this.#openSession(stored, stored.thread));
    // The name follows from the verified delegation: a row that names another session is nobody's.
    if (session?.id !== id) {
      throw new SallyportError<ResumeErrorCode>({
        code: "ERR_SESSION_NOT_RESUMABLE",
        message: "There is no session of this id that outlives its process.",
        hint: "Start it with a thread, on the same database.",
      });
    }
    await this.#recordStart(session);
    return session;
  }

  /**
   * Deletes what a session has read, and the values behind its thread's tokens, for when the conversation itself is
   * deleted. It cannot be resumed then.
   */
  async forgetSession(id: string): Promise<void> {
    const { memory, vault } = this.#parts;
    const stored = await memory.find(id);
    if (stored !== undefined) await vault.shred({ tenant: stored.tenant, scope: stored.scope });
    await memory.forget(id);
  }

  async #openSession(
    run: Omit<StoredSession, "id" | "thread">,
    thread: string | undefined,
    expiresInMs = defaultSessionMs,
  ): Promise<SallyportSession> {
    const { verifier, agents, vault, memory, doors, clock } = this.#parts;
    const { tenant, agent, scope, delegation, purpose } = run;
    const session = await Session.open({
      delegation,
      key: doors.agentKey(agent),
      verifier,
      registry: agents,
      clock,
      tokens: await vault.scope({ tenant, scope, expiresInMs }),
      ...(purpose === undefined ? {} : { purpose }),
      ...(thread === undefined ? {} : { durable: { thread, memory } }),
    });
    return new SallyportSession(session, doors);
  }

  async #recordStart({ session }: SallyportSession): Promise<void> {
    await this.#parts.ledger.append({
      type: "session-started",
      tenant: session.tenant,
      session: session.id,
      principal: session.principal.id,
      agents: session.agents.map(({ id }) => id),
      revoke: [`session:${session.id}`, `agent:${session.agent.id}`, `user:${session.principal.id}`],
    });
  }

  /** Reads the policy folder now. A set that does not load is refused, and the old one goes on deciding. */
  reloadPolicies(): Promise<PolicyChange> {
    return this.policies.reload();
  }

  /** What the policies on trial would have decided otherwise; undefined without `shadowPolicies`. */
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
