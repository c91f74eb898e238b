import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import type { JsonValue } from "../crypto/index.ts";
import type { SallyportSession } from "../sallyport-session.ts";
import type { PromptLeakDetector } from "./prompt-leak.ts";
import { redactTold } from "./redact-told.ts";

/** What an agent with a `responseFormat` ends with; the messages tell the same once more. */
interface StructuredAnswer {
  readonly structuredResponse: JsonValue;
  readonly messages: readonly BaseMessage[];
}

/** An answer as it may leave: without the system prompt, and redacted for the session's human. */
export function checkAnswer<Answer>(
  answer: Answer,
  prompt: PromptLeakDetector,
  session: SallyportSession,
): Answer {
  if (AIMessage.isInstance(answer)) {
    return (
      prompt.leaks(answer.text) ? withhold(answer) : redactMessage(answer, prompt, session)
    ) as typeof answer;
  }
  if (!isStructured(answer)) return answer;
  const { structuredResponse, messages } = answer;
  if (prompt.leaks(JSON.stringify(structuredResponse))) return withhold(new AIMessage("")) as Answer;
  for (const message of messages) {
    redactMessage(message, prompt, session);
    // No tool is called with these: they are the answer.
    if (AIMessage.isInstance(message) && message.tool_calls !== undefined)
      message.tool_calls = message.tool_calls.map((call) => ({
        ...call,
        args: session.redactAnswer(call.args),
      }));
  }
  return { ...answer, structuredResponse: session.redactAnswer(structuredResponse) };
}

function isStructured(answer: unknown): answer is StructuredAnswer {
  return (
    typeof answer === "object" && answer !== null && "structuredResponse" in answer && "messages" in answer
  );
}

function withhold({ id, tool_calls }: AIMessage): AIMessage {
  const content = "[system-prompt] The answer is withheld: it repeats the assistant's instructions.";
  return new AIMessage({
    content,
    ...(id === undefined ? {} : { id }),
    ...(tool_calls === undefined ? {} : { tool_calls }),
  });
}

/** Everything a message tells, in whatever blocks and fields of providers' own; calls of tools are for the gate. */
function redactMessage<Message extends BaseMessage>(
  message: Message,
  prompt: PromptLeakDetector,
  session: SallyportSession,
): Message {
  const check = (text: string, field: string) =>
    prompt.leaks(text) ? "[system-prompt]" : redactField(session, text, field);
  const { content, additional_kwargs, response_metadata } = message;
  if (typeof content === "string") message.content = check(content, "");
  else message.content = redactTold(content, check);
  message.additional_kwargs = redactTold(additional_kwargs, check);
  message.response_metadata = redactTold(response_metadata, check);
  if (AIMessage.isInstance(message) && message.invalid_tool_calls !== undefined)
    message.invalid_tool_calls = redactTold(message.invalid_tool_calls, check);
  // What it was made from, which some serialisers take.
  message.lc_kwargs = Object.fromEntries(
    Object.keys(message.lc_kwargs).map((key) => [key, Reflect.get(message, key)]),
  );
  return message;
}

/** Where providers put what a model says, and what it thinks. */
const spoken = new Set(["", "text", "reasoning", "thinking"]);

/** A field's name is evidence for its value. */
function redactField(session: SallyportSession, text: string, field: string): string {
  if (spoken.has(field)) return session.redactAnswer(text);
  return Object.values(session.redactAnswer({ [field]: text }))[0] ?? "";
}
