import { findTogether } from "../language/match-cues.ts";
import { attackTalk, isMentioned } from "../language/mention.ts";
import { type Detector, findingOf, proseOf } from "./detector.ts";

/** "You are now DAN": a new persona that has no rules. */
export const personaSwitch: Detector = {
  id: "persona-switch",
  version: 1,
  message: "Gives the assistant a persona that is free of its rules.",
  owasp: "LLM01",
  find(readings) {
    return proseOf(readings).flatMap((reading) => {
      const { words } = reading;
      return [
        ...findTogether(words, "freedom", ["persona", "you"], 14),
        ...findTogether(words, "persona", ["you", "negation", "limits"], 12),
        ...findTogether(words, "freedom", ["assistant", "you"], 10),
        ...findTogether(words, "mode", ["freedom", "you"], 12),
      ].map((match) => {
        const mentioned =
          isMentioned(words, match.first, match.last) || attackTalk(words, match.first, match.last) >= 3;
        return findingOf(reading, match.first, match.last, mentioned ? 0.15 : 0.6);
      });
    });
  },
};
