import { AIMessage, type BaseMessage, HumanMessage } from "@langchain/core/messages";
import type { SallyportSession } from "../sallyport-session.ts";
import type { Turn } from "../screening/index.ts";
import { inspectUploads, type UploadLimits } from "./uploads/index.ts";

export interface InputRules {
  /** What the agent is for, in sentences; a question about something else is turned away. */
  readonly topics?: readonly string[];
  /** What people may attach. */
  readonly uploads?: Partial<UploadLimits>;
}

/** Why an agent does not take up what was said. For people; holds nothing of the text. */
export interface TurnedAway {
  readonly code: "bad-upload" | "hostile-input" | "hostile-conversation" | "off-topic";
  readonly message: string;
}

/** Longer conversations are screened by their end. */
const mostTurns = 24;

/** Looks at what the human says before any model does: attachments, this message, the conversation, the topic. */
export async function screenInput(
  session: SallyportSession,
  messages: readonly BaseMessage[],
  brought: readonly BaseMessage[],
  { topics, uploads }: InputRules,
): Promise<TurnedAway | undefined> {
  const last = brought.at(-1);
  if (last === undefined) return undefined;
  const [finding] = brought.flatMap(({ content }) => inspectUploads(content, uploads));
  if (finding !== undefined) return { code: "bad-upload", message: finding.message };
  const turns = messages.flatMap(turnOf).slice(-mostTurns);
  const { verdict, reasons } = session.screenConversation(turns);
  if (verdict === "quarantined") {
    const isOwn = reasons.some(
      ({ turn, detector }) => turn === turns.length - 1 && !detector.startsWith("drift:"),
    );
    return isOwn
      ? { code: "hostile-input", message: "The message looks like an attempt to take the assistant over." }
      : {
          code: "hostile-conversation",
          message: "The conversation as a whole leads where nobody asked for.",
        };
  }
  if (topics === undefined || (await session.isOnTopic(last.text, topics))) return undefined;
  return { code: "off-topic", message: "This assistant is not for that." };
}

function turnOf(message: BaseMessage): readonly Turn[] {
  if (HumanMessage.isInstance(message)) return [{ role: "user", text: message.text }];
  return AIMessage.isInstance(message) && message.text !== ""
    ? [{ role: "assistant", text: message.text }]
    : [];
}
