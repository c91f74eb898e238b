import { findInOrder } from "../language/match-cues.ts";
import { isMentioned } from "../language/mention.ts";
import { moodOf } from "../language/mood.ts";
import { type Detector, findingOf, proseOf } from "./detector.ts";

/** Requests to reveal the system prompt or the instructions given before. */
export const promptLeak: Detector = {
  id: "prompt-leak",
  version: 1,
  message: "Asks for the system prompt or for the instructions the assistant was given.",
  owasp: "LLM07",
  find(readings) {
    return proseOf(readings).flatMap((reading) => {
      const { words } = reading;
      return [
        ...findInOrder(words, "reveal", ["system", "prompt"], 5),
        ...findInOrder(words, "reveal", ["own", "prompt"], 4),
        ...findInOrder(words, "reveal", ["own", "system", "instructions"], 4),
        ...findInOrder(words, "reveal", ["own", "prior", "instructions"], 4),
      ].map((match) => {
        const mentioned = isMentioned(words, match.first, match.last);
        const command = moodOf(words, match.anchor) === "command";
        return findingOf(reading, match.first, match.last, mentioned ? 0.1 : command ? 0.8 : 0.3);
      });
    });
  },
};
