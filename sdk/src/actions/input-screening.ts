import {
  type ConversationScreening,
  type Screener,
  screenConversation,
  type Turn,
} from "../screening/index.ts";
import type { Similarity } from "./similarity.ts";

/** What is known of the human's words before any model reads them. */
export interface InputScreening {
  /** Message by message, and all together: {@link screenConversation}. */
  screen(turns: readonly Turn[]): ConversationScreening;
  /** Whether a text is about one of these topics, each a sentence. Without embeddings everything is. */
  isOnTopic(text: string, topics: readonly string[]): Promise<boolean>;
}

/** With the embedded model, questions about a topic are above this, and questions about anything else below. */
const leastSimilarity = 0.2;
/** "Yes, please" has no topic. */
const fewestWords = 4;

export function createInputScreening(options: {
  readonly screener: Screener;
  readonly similarity: Similarity | undefined;
}): InputScreening {
  const { screener, similarity } = options;
  return {
    screen: (turns) => screenConversation(turns, screener),
    async isOnTopic(text, topics) {
      if (similarity === undefined || text.trim().split(/\s+/).length < fewestWords) return true;
      for (const topic of topics) if ((await similarity(text, topic)) >= leastSimilarity) return true;
      return false;
    },
  };
}
