import type { CallRequest, CallResult, Gate } from "./actions/index.ts";
import { digestOf, type JsonValue, type SigningKey } from "./crypto/index.ts";
import type { Ledger, ReceiptType } from "./receipts/index.ts";
import {
  type Canary,
  type DataLossRule,
  type DataLossVerdict,
  openStreamGuard,
  type RedactionStream,
  type Redactor,
  type RestorationStream,
  type Reveal,
} from "./redaction/index.ts";
import type { Retrieval, SearchOptions, SearchResult } from "./retrieval/index.ts";
import type { ConversationScreening, Turn } from "./screening/index.ts";
import type { Session, SubSessionOptions } from "./sessions/index.ts";

/** What a session goes through. */
export interface Doors {
  readonly retrieval: Retrieval;
  readonly gate: Gate;
  readonly redactor: Redactor;
  readonly ledger: Ledger;
  readonly dataLoss: { readonly rules: readonly DataLossRule[]; readonly canaries: readonly Canary[] };
  readonly agentKey: (id: string) => SigningKey;
}

/** A {@link Session} with both doors: all that an agent run needs. */
export class SallyportSession {
  readonly session: Session;
  readonly #doors: Doors;

  /** @internal Use `sallyport.startSession`. */
  constructor(session: Session, doors: Doors) {
    this.session = session;
    this.#doors = doors;
  }

  get id(): string {
    return this.session.id;
  }

  /** What the human said: arguments that repeat their own words are theirs. Passages that were read do not count. */
  hear(text: string): void {
    this.session.hear(text);
  }

  /** Door 1: searches what this principal and these agents may read, and nothing else. */
  async search(query: string, options: SearchOptions = {}): Promise<SearchResult> {
    const result = await this.#doors.retrieval.search(this.session, query, options);
    await this.session.save();
    return result;
  }

  /** Door 2: runs a registered tool if the policy or the people it asks allow exactly these arguments. */
  async call(request: CallRequest): Promise<CallResult> {
    await this.session.save();
    const result = await this.#doors.gate.call(this.session, request);
    await this.session.save();
    return result;
  }

  /** Whether a tool says something else of itself than what was accepted: it does not run, and models need not see it. */
  async isToolChanged(name: string): Promise<boolean> {
    return (await this.#doors.gate.find(name))?.state === "changed";
  }

  /** What the human's messages look like, one by one and together, before any model reads them. */
  screenConversation(turns: readonly Turn[]): ConversationScreening {
    return this.#doors.gate.inputs.screen(turns);
  }

  /** Whether a text is about one of these topics, each a sentence. */
  isOnTopic(text: string, topics: readonly string[]): Promise<boolean> {
    return this.#doors.gate.inputs.isOnTopic(text, topics);
  }

  /** Leaves a receipt of a message that was turned away before any model read it; `code` says why. */
  async recordRefusedInput(code: string): Promise<void> {
    await this.#record("input-refused", { code });
  }

  /** Redacts a text, or the texts of a structured answer, for this session's principal before it leaves. */
  redactAnswer<Answer>(answer: Answer): Answer {
    return this.#doors.redactor.redactJson(answer, { sink: "answer", reader: this.session.principal });
  }

  /** Redacts what goes into traces and logs, whoever reads them: names of people as well. */
  redactTrace<Traced>(traced: Traced): Traced {
    return this.#doors.redactor.redactJson(traced, { sink: "log" });
  }

  /** The same for a text that arrives in pieces. */
  openTrace(): RedactionStream {
    return this.#doors.redactor.stream({ sink: "log" });
  }

  /**
   * An answer as this session's principal may see it: redacted, and what the agent saw as tokens put back as far as
   * policy reveals it to them. Show it to them alone; a model gets {@link redactAnswer}'s.
   *
   * @throws {SallyportError} `ERR_IDENTITY_*` in place of a value, once the session's authority is gone.
   */
  async showAnswer(text: string): Promise<string> {
    const answer = this.openAnswer();
    return (await answer.push(text)) + (await answer.end());
  }

  /** The same for an answer that arrives in pieces. Where a data loss rule or a canary speaks, nothing more is shown. */
  openAnswer(): RestorationStream {
    const { tokens, principal: reader } = this.session;
    const { redactor, dataLoss } = this.#doors;
    const onStop = ({ reasons }: DataLossVerdict) =>
      this.#record("answer-stopped", { rules: reasons.map(({ rule }) => rule) });
    const guard = openStreamGuard({ ...dataLoss, redactor, sink: "answer", reader, onStop });
    if (tokens === undefined) return guard;
    const onReveal = async ({ types }: Reveal) => {
      await this.session.authorize(digestOf("sallyport/reveal/v1", types));
      await this.#record("values-revealed", { sink: "answer", types });
    };
    const restoration = redactor.openRestoration({ sink: "answer", reader, tokens, onReveal });
    return {
      push: async (piece) => restoration.push(await guard.push(piece)),
      end: async () => (await restoration.push(await guard.end())) + (await restoration.end()),
    };
  }

  /** Before anything is shown: when the receipt can't be written, nothing is. */
  async #record(type: ReceiptType, facts: { readonly [name: string]: JsonValue }): Promise<void> {
    const { id, tenant, principal, agents } = this.session;
    await this.#doors.ledger.append({
      type,
      tenant,
      session: id,
      principal: principal.id,
      agents: agents.map((agent) => agent.id),
      revoke: [`session:${id}`, ...agents.map((agent) => `agent:${agent.id}`), `user:${principal.id}`],
      facts,
    });
  }

  /** {@link openAnswer} for any stream of texts, such as `streamText(…).textStream`. */
  async *streamAnswer(source: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
    const answer = this.openAnswer();
    for await (const piece of source) {
      const shown = await answer.push(piece);
      if (shown !== "") yield shown;
    }
    const rest = await answer.end();
    if (rest !== "") yield rest;
  }

  /** Hands part of the authority to a sub-agent; see {@link Session.delegate}. */
  async delegate(options: Omit<SubSessionOptions, "key">): Promise<SallyportSession> {
    const key = this.#doors.agentKey(options.agent);
    return new SallyportSession(await this.session.delegate({ ...options, key }), this.#doors);
  }
}
