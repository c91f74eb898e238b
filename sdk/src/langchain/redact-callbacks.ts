import {
  BaseCallbackHandler,
  type BaseCallbackHandlerInput,
  type CallbackHandlerMethods,
} from "@langchain/core/callbacks/base";
import type { RedactionStream } from "../redaction/index.ts";
import type { SallyportSession } from "../sallyport-session.ts";
import { redactTrace } from "./redact-trace.ts";

type Handler = CallbackHandlerMethods & BaseCallbackHandlerInput & { readonly name?: string };

/** What is told whole. Pieces of a message other than its text are not passed on. */
const events =
  "LLMStart ChatModelStart ChainStart ChainEnd ChainError ToolStart ToolEnd ToolError ToolEvent RetrieverStart RetrieverEnd RetrieverError Text AgentAction AgentEnd CustomEvent".split(
    " ",
  );

/** What LangChain asks the tracer of this name for: the runs that it was told of, as they were told. */
const ofTracers = ["getRunTreeWithTracingConfig", "updateFromRunTree"];

/**
 * LangChain's callbacks and tracers, told everything redacted as a log is: inputs, outputs, tokens as they stream,
 * names of runs, tags, metadata, errors. Give these to an agent, a model or a chain in place of your own.
 *
 * @example
 * await agent.invoke(input, { callbacks: redactCallbacks([new LangChainTracer()], session) });
 */
export function redactCallbacks(
  handlers: readonly (BaseCallbackHandler | CallbackHandlerMethods)[],
  session: SallyportSession,
): BaseCallbackHandler[] {
  return handlers.map((handler) => new RedactedCallbacks(handler as Handler, session));
}

/** Not the handler itself with other methods: LangChain copies tracers that it recognises. */
class RedactedCallbacks extends BaseCallbackHandler {
  /** The same, so that LangChain adds no tracer of its own where the environment asks for one. */
  readonly name: string;
  readonly #handler: Handler;
  readonly #session: SallyportSession;
  readonly #streams = new Map<
    string,
    { readonly stream: RedactionStream; readonly told: readonly unknown[] }
  >();

  constructor(handler: Handler, session: SallyportSession) {
    super(handler);
    this.name = handler.name ?? "redacted_callbacks";
    this.#handler = handler;
    this.#session = session;
    for (const event of events) this.#pass(`handle${event}`);
    for (const method of ofTracers) {
      const own: unknown = Reflect.get(handler, method);
      if (typeof own === "function") Reflect.set(this, method, own.bind(handler));
    }
    if (handler.handleLLMNewToken)
      this.handleLLMNewToken = (token, indices, run, parent, tags) =>
        this.#push(token, [indices, run, parent, tags]);
    this.handleLLMEnd = async (...told) => {
      await this.#endStreams(told[1], true);
      return this.#tell("handleLLMEnd", told);
    };
    this.handleLLMError = async (...told) => {
      // What was held back may be half a value.
      await this.#endStreams(told[1], false);
      return this.#tell("handleLLMError", told);
    };
  }

  override copy(): BaseCallbackHandler {
    return this;
  }

  /** What the handler does not listen to, neither does this: LangChain asks which methods there are. */
  #pass(method: string): void {
    if (typeof Reflect.get(this.#handler, method) === "function")
      Reflect.set(this, method, (...told: readonly unknown[]) => this.#tell(method, told));
  }

  #tell(method: string, told: readonly unknown[]): unknown {
    const listener: unknown = Reflect.get(this.#handler, method);
    if (typeof listener !== "function") return undefined;
    return listener.apply(this.#handler, redactTrace(told, this.#session));
  }

  /** Each completion of a run is a text of its own. */
  #push(token: string, told: readonly unknown[]): unknown {
    const key = `${told[1]} ${JSON.stringify(told[0])}`;
    const { stream } = this.#streams.get(key) ?? { stream: this.#session.openTrace() };
    this.#streams.set(key, { stream, told });
    const shown = stream.push(token);
    return shown === "" ? undefined : this.#tell("handleLLMNewToken", [shown, ...told]);
  }

  async #endStreams(run: string, isWhole: boolean): Promise<void> {
    for (const [key, { stream, told }] of this.#streams) {
      if (!key.startsWith(`${run} `)) continue;
      this.#streams.delete(key);
      const rest = isWhole ? stream.end() : "";
      if (rest !== "") await this.#tell("handleLLMNewToken", [rest, ...told]);
    }
  }
}
