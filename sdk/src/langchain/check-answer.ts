import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import type { JsonValue } from "../crypto/index.ts";
import type { SallyportSession } from "../sallyport-session.ts";
import type { PromptLeakDetector } from "./prompt-leak.ts";

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

/** Where providers put what a model says, and what it thinks. */
const spoken = ["text", "reasoning", "thinking"] as const;

/** The whole text of a message as one; content that is not text is left as it is. */
function redactMessage<Message extends BaseMessage>(
  message: Message,
  prompt: PromptLeakDetector,
  session: SallyportSession,
): Message {
  const check = (text: string) => (prompt.leaks(text) ? "[system-prompt]" : session.redactAnswer(text));
  const { content, additional_kwargs: kwargs } = message;
  if (typeof content === "string") message.content = check(content);
  else
    message.content = content.map((block) => {
      const texts = spoken.flatMap((key) => {
        const text: unknown = (block as Readonly<Record<string, unknown>>)[key];
        return typeof text === "string" ? [[key, check(text)]] : [];
      });
      return { ...block, ...Object.fromEntries(texts) };
    });
  if (typeof kwargs.reasoning_content === "string")
    kwargs.reasoning_content = check(kwargs.reasoning_content);
  return message;
}
