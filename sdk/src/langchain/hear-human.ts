import { type BaseMessage, HumanMessage } from "@langchain/core/messages";
import type { Session } from "../sessions/index.ts";

/**
 * Notes the human's own words: the human messages at the end, which this invocation brought. Earlier ones were
 * heard when they came; a "human" message further up may be a summary that some middleware wrote.
 */
export function hearHuman(session: Session, messages: readonly BaseMessage[]): void {
  const brought = messages.slice(messages.findLastIndex((message) => !HumanMessage.isInstance(message)) + 1);
  for (const message of brought) session.hear(withoutQuotations(message.text, session));
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
