import { type BaseMessage, HumanMessage } from "@langchain/core/messages";
import type { SallyportSession } from "../sallyport-session.ts";

/**
 * The human messages at the end, which this invocation brought. Earlier ones were heard when they came; a "human"
 * message further up may be a summary that some middleware wrote.
 */
export function broughtOf(messages: readonly BaseMessage[]): readonly BaseMessage[] {
  return messages.slice(messages.findLastIndex((message) => !HumanMessage.isInstance(message)) + 1);
}

/**
 * Notes what was brought as the human's words. In a session that was handed on, they are those of the agent that
 * did: frameworks put a model's task for a sub-agent into a "human" message.
 */
export function hear(session: SallyportSession, brought: readonly BaseMessage[]): void {
  const speaker = session.session.agents.at(-2)?.id;
  for (const { text } of brought) {
    if (speaker === undefined) session.hear(text);
    else
      session.session.record({ type: "agent", text, integrity: "untrusted", origin: speaker, name: speaker });
  }
}
