import { type BaseMessage, HumanMessage } from "@langchain/core/messages";
import type { Session } from "../sessions/index.ts";

/**
 * The human messages at the end, which this invocation brought. Earlier ones were heard when they came; a "human"
 * message further up may be a summary that some middleware wrote.
 */
export function broughtOf(messages: readonly BaseMessage[]): readonly BaseMessage[] {
  return messages.slice(messages.findLastIndex((message) => !HumanMessage.isInstance(message)) + 1);
}

/**
 * Notes what was brought as the human's own words. In a session that was handed on, they are those of the agent that
 * did: frameworks put a model's task for a sub-agent into a "human" message.
 */
export function hear(session: Session, brought: readonly BaseMessage[]): void {
  const speaker = session.agents.at(-2);
  for (const { text } of brought) {
    if (speaker === undefined) session.hear(withoutQuotations(text, session));
    else
      session.record({ type: "agent", text, integrity: "untrusted", origin: speaker.id, name: speaker.id });
  }
}

/**
 * Apps that paste retrieved passages into the human's message would launder them into the human's own words,
 * so passages that this session has read are cut out.
 */
function withoutQuotations(text: string, session: Session): string {
  let own = text;
  for (const source of session.sources) {
    if (source.type === "human") continue;
    for (const passage of [source.text, source.shown ?? ""]) {
      if (passage.trim() !== "") own = own.replaceAll(passage, " ");
    }
  }
  return own;
}
