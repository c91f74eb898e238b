import { AIMessage, AIMessageChunk, type BaseMessage, type MessageContent } from "@langchain/core/messages";
import type { RestorationStream } from "../redaction/index.ts";
import type { SallyportSession } from "../sallyport-session.ts";

/** What `agent.stream(…, { streamMode: "messages" })` yields. */
export type StreamedMessage<Metadata> = readonly [message: BaseMessage, metadata: Metadata];

/**
 * A model's messages as they stream, redacted for the session's principal, with what the agent saw as tokens put back
 * as far as policy reveals it to them. The middleware only sees whole messages; without this their pieces have been
 * shown before it does.
 *
 * Text and reasoning go on, a little later than they come; of other content, and of a tool call's arguments, nothing
 * does until the gate has judged them. Messages of others (tools, people) are passed on as they are.
 *
 * @example
 * for await (const [message] of showMessages(await agent.stream(input, { streamMode: "messages" }), session))
 *   process.stdout.write(message.text);
 */
export async function* showMessages<Metadata>(
  stream: AsyncIterable<StreamedMessage<Metadata>>,
  session: SallyportSession,
): AsyncGenerator<[BaseMessage, Metadata], void, undefined> {
  const open = new Map<string, OpenMessage<Metadata>>();
  for await (const [message, metadata] of stream) {
    if (!AIMessage.isInstance(message) && !AIMessageChunk.isInstance(message)) {
      // A tool's or a person's message: the model has finished what it said before.
      for (const each of open.values()) yield* each.end();
      open.clear();
      yield [message, metadata];
      continue;
    }
    const id = message.id ?? "";
    const known = open.get(id) ?? new OpenMessage(id, session);
    open.set(id, known);
    yield* known.push(message.content, metadata);
  }
  for (const each of open.values()) yield* each.end();
}

/** One message of a model, of which more may come. Each block of its content is a text of its own. */
class OpenMessage<Metadata> {
  readonly #id: string;
  readonly #session: SallyportSession;
  readonly #parts = new Map<string, { readonly part: Part; readonly answer: RestorationStream }>();
  #metadata: Metadata | undefined;

  constructor(id: string, session: SallyportSession) {
    this.#id = id;
    this.#session = session;
  }

  async *push(content: MessageContent, metadata: Metadata): AsyncGenerator<[BaseMessage, Metadata]> {
    this.#metadata = metadata;
    for (const part of partsOf(content)) {
      const key = `${part.type} ${part.index ?? ""}`;
      const known = this.#parts.get(key) ?? { part, answer: this.#session.openAnswer() };
      this.#parts.set(key, known);
      const shown = await known.answer.push(part.text);
      if (shown !== "") yield [this.#chunk(part, shown), metadata];
    }
  }

  async *end(): AsyncGenerator<[BaseMessage, Metadata]> {
    for (const { part, answer } of this.#parts.values()) {
      const rest = await answer.end();
      // Parts only come with metadata.
      if (rest !== "") yield [this.#chunk(part, rest), this.#metadata as Metadata];
    }
  }

  #chunk({ type, index }: Part, text: string): AIMessageChunk {
    const content =
      type === "string" ? text : [{ type, [type]: text, ...(index === undefined ? {} : { index }) }];
    return new AIMessageChunk({ id: this.#id, content });
  }
}

interface Part {
  readonly type: "string" | "text" | "reasoning";
  readonly text: string;
  readonly index?: unknown;
}

function partsOf(content: MessageContent): readonly Part[] {
  if (typeof content === "string") return [{ type: "string", text: content }];
  return content.flatMap((block): readonly Part[] => {
    const { type } = block;
    if (type !== "text" && type !== "reasoning") return [];
    const text: unknown = (block as Readonly<Record<string, unknown>>)[type];
    return typeof text === "string" ? [{ type, text, index: block.index }] : [];
  });
}
