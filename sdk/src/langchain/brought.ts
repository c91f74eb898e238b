import { type BaseMessage, HumanMessage } from "@langchain/core/messages";

/**
 * The human messages at the end, which this invocation brought. Earlier ones were heard when they came; a "human"
 * message further up may be a summary that some middleware wrote.
 */
export function broughtOf(messages: readonly BaseMessage[]): readonly BaseMessage[] {
  return messages.slice(messages.findLastIndex((message) => !HumanMessage.isInstance(message)) + 1);
}
