import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../clock.ts";
import { type Digest, digestOf, type SigningKey } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import {
  type Agent,
  type AgentRegistry,
  type Chain,
  type ChainVerifier,
  type Delegation,
  extendDelegation,
  type Principal,
  proveAction,
  type Scopes,
} from "../identity/index.ts";
import type { Label } from "../policy/index.ts";
import type { TokenScope } from "../redaction/index.ts";
import type { ContentSource } from "./content.ts";
import { ownWords } from "./own-words.ts";
import type { SessionMemory } from "./session-memory.ts";

export type SessionErrorCode = "ERR_SESSION_KEY_MISMATCH" | "ERR_SESSION_UNKNOWN_AGENT";

export interface SessionOptions {
  readonly delegation: Delegation;
  /** The acting agent's private key: every call proves its possession. */
  readonly key: SigningKey;
  readonly verifier: ChainVerifier;
  readonly registry: AgentRegistry;
  /** What the human declared that this run is for. */
  readonly purpose?: string;
  /** Where redaction keeps what it took out of this run's texts, so that it can be put back. */
  readonly tokens?: TokenScope;
  /** For a run that outlives its process: the same person, agents and thread are the same session, wherever. */
  readonly durable?: { readonly thread: string; readonly memory: SessionMemory };
  readonly clock?: Clock;
}

export interface SubSessionOptions {
  readonly agent: string;
  readonly key: SigningKey;
  /** May only narrow; absent parts stay as they are here. */
  readonly scopes?: Scopes;
  readonly expiresInMs?: number;
  /** Names the sub-run in a run with a thread, so that it is the same one when both are resumed. */
  readonly thread?: string;
}

/**
 * One agent run for one principal. It proves its authority anew for every action, and remembers everything
 * that entered it, so that the gate can tell where an argument came from.
 */
export class Session {
  readonly id: string;
  readonly tenant: string;
  readonly principal: Principal;
  /** The agent that acts: the last of `agents`. */
  readonly agent: Agent;
  readonly agents: readonly Agent[];
  readonly delegation: Delegation;
  readonly purpose: string | undefined;
  readonly #options: SessionOptions;
  readonly #parent: Session | undefined;
  readonly #sources: ContentSource[] = [];
  readonly #labels = new Map<string, Label>();
  #tainted = false;
  /** How many of the sources are in the memory. */
  #saved = 0;

  private constructor(id: string, chain: Chain, options: SessionOptions, parent: Session | undefined) {
    this.id = id;
    this.principal = chain.principal;
    this.tenant = chain.principal.tenant;
    this.agents = chain.agents;
    this.agent = lastAgent(chain);
    this.delegation = options.delegation;
    this.purpose = options.purpose;
    this.#options = options;
    this.#parent = parent;
  }

  /**
   * Starts a run under a delegation.
   *
   * @throws {SallyportError} whatever makes the chain invalid (`ERR_IDENTITY_*`), or
   * `ERR_SESSION_KEY_MISMATCH` when `key` is not the acting agent's.
   */
  static async open(options: SessionOptions): Promise<Session> {
    return Session.#open(options, undefined);
  }

  static async #open(options: SessionOptions, parent: Session | undefined): Promise<Session> {
    const above = parent === undefined ? [] : parent.#lineage;
    const id = await nameSession(options, above);
    const lineage = [id, ...above];
    const chain = await authorize(options, lineage, digestOf("sallyport/session-start/v1", id));
    if (lastAgent(chain).publicKey.kid !== options.key.publicKey.kid) {
      throw new SallyportError<SessionErrorCode>({
        code: "ERR_SESSION_KEY_MISMATCH",
        message: "The key is not the acting agent's.",
        hint: "Open the session with the private key that the agent was registered with.",
      });
    }
    const session = new Session(id, chain, options, parent);
    for (const source of (await options.durable?.memory.load(id)) ?? []) session.record(source);
    session.#saved = session.#sources.length;
    return session;
  }

  /** It outlives its process. */
  get isDurable(): boolean {
    return this.#options.durable !== undefined;
  }

  /** Puts what has entered a durable session into its memory: before anybody sees it, so that no crash forgets it. */
  async save(): Promise<void> {
    const { durable } = this.#options;
    const [from, until] = [this.#saved, this.#sources.length];
    if (durable === undefined || from === until) return;
    await durable.memory.add(this.id, from, this.#sources.slice(from, until));
    this.#saved = Math.max(this.#saved, until);
  }

  /**
   * Proves that this agent holds its key, over exactly this action, and verifies the whole chain, its expiry
   * and all revocations as of now. Called before every search and every tool call.
   *
   * @throws {SallyportError} `ERR_IDENTITY_*` naming the rule that refused.
   */
  authorize(actionDigest: Digest): Promise<Chain> {
    return authorize(this.#options, this.#lineage, actionDigest);
  }

  /** The run's own, shared with those that it delegates to. */
  get tokens(): TokenScope | undefined {
    return this.#options.tokens;
  }

  /** This run and those that delegated to it: revoking any of them stops it. */
  get #lineage(): readonly string[] {
    return [this.id, ...(this.#parent === undefined ? [] : this.#parent.#lineage)];
  }

  /**
   * What came in the human's name: values in it are theirs, but for passages that were read. In a session that was
   * handed on, it comes from the agent that did: frameworks put a model's task for a sub-agent into such a message.
   */
  hear(text: string): void {
    const speaker = this.agents.at(-2)?.id;
    if (speaker !== undefined) {
      this.record({ type: "agent", text, integrity: "untrusted", origin: speaker, name: speaker });
      return;
    }
    this.#sources.push({
      type: "human",
      text: ownWords(text, this.sources),
      integrity: "trusted",
      at: (this.#options.clock ?? systemClock)(),
      origin: this.principal.id,
      name: "the human",
    });
  }

  /** Something that the agent has read: from now on arguments may have come from it. */
  record(source: ContentSource): void {
    this.#sources.push(source);
    this.#tainted ||= source.integrity === "untrusted";
    if (source.label !== undefined) this.#labels.set(source.label.id, source.label);
  }

  /** Everything that entered this run, what the delegating runs had read included, oldest first. */
  get sources(): readonly ContentSource[] {
    return this.#parent === undefined ? this.#sources : [...this.#parent.sources, ...this.#sources];
  }

  /** The labels of everything read, by id. */
  get labels(): ReadonlyMap<string, Label> {
    return this.#parent === undefined ? this.#labels : new Map([...this.#parent.labels, ...this.#labels]);
  }

  /** Untrusted content was read, so the model may be under somebody else's control. */
  get tainted(): boolean {
    return this.#tainted || this.#parent?.tainted === true;
  }

  /**
   * Hands part of this run's authority to a sub-agent. The new session starts with what this one has read:
   * a sub-agent is no more trusted than whoever told it what to do.
   *
   * @throws {SallyportError} `ERR_IDENTITY_*` when `scopes` would widen, `ERR_SESSION_UNKNOWN_AGENT`.
   */
  async delegate(options: SubSessionOptions): Promise<Session> {
    const { key, registry, clock = systemClock } = this.#options;
    const agent = await registry.find(options.agent);
    if (agent === undefined) {
      throw new SallyportError<SessionErrorCode>({
        code: "ERR_SESSION_UNKNOWN_AGENT",
        message: "The sub-agent is not registered.",
        hint: "Register it with its owner, purpose, tools and public key first.",
      });
    }
    const delegation = await extendDelegation({
      parent: this.delegation,
      key,
      agent,
      scopes: options.scopes ?? {},
      expiresInMs: options.expiresInMs ?? defaultSubSessionMs,
      clock,
    });
    const { durable, ...own } = this.#options;
    const kept =
      durable === undefined || options.thread === undefined
        ? {}
        : { durable: { thread: options.thread, memory: durable.memory } };
    return Session.#open({ ...own, ...kept, delegation, key: options.key }, this);
  }
}

const defaultSubSessionMs = 15 * 60_000;

/** The same for the same people, agents and thread, in whichever process; otherwise new. */
async function nameSession(options: SessionOptions, above: readonly string[]): Promise<string> {
  if (options.durable === undefined) return `ses_${randomUUID()}`;
  const { thread } = options.durable;
  const { principal, agents } = await authorize(
    options,
    above,
    digestOf("sallyport/session-thread/v1", thread),
  );
  const digest = digestOf("sallyport/session-id/v1", [
    ...[principal.tenant, principal.id, agents.map(({ id }) => id), thread],
    above,
  ]);
  return `ses_${digest.slice("sha256:".length, "sha256:".length + 32)}`;
}

async function authorize(
  options: SessionOptions,
  sessions: readonly string[],
  actionDigest: Digest,
): Promise<Chain> {
  const { delegation, key, verifier, clock = systemClock } = options;
  const proof = await proveAction({ delegation, key, actionDigest, clock });
  return verifier.verify({ delegation, proof, actionDigest, sessions });
}

function lastAgent(chain: Chain): Agent {
  // A verified chain has at least one hop.
  return chain.agents[chain.agents.length - 1]!;
}
