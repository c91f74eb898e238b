import { type CueMatch, findTogether } from "../language/match-cues.ts";
import { attackTalk, isMentioned } from "../language/mention.ts";
import { moodOf } from "../language/mood.ts";
import type { Words } from "../language/words.ts";
import { type Detector, findingOf, proseOf } from "./detector.ts";

/** "Ignore all previous instructions" and its relatives, in any order and many languages. */
export const instructionOverride: Detector = {
  id: "instruction-override",
  version: 1,
  message: "Tells the reader to set aside the instructions it was given.",
  owasp: "LLM01",
  find(readings) {
    return proseOf(readings).flatMap((reading) => {
      const { words } = reading;
      return [
        ...findTogether(words, "override", ["instructions", "prior"], 6),
        ...findTogether(words, "override", ["instructions", "own"], 4),
        ...findTogether(words, "override", ["instructions", "everything"], 4),
        ...findTogether(words, "override", ["everything", "prior"], 4),
        ...findTogether(words, "override", ["system", "prompt"], 4),
      ].map((match) => findingOf(reading, match.first, match.last, scoreOf(words, match)));
    });
  },
};

function scoreOf(words: Words, match: CueMatch): number {
  if (isMentioned(words, match.first, match.last)) return 0.2;
  const mood = moodOf(words, match.anchor);
  if (mood === "command") return 0.95;
  if (attackTalk(words, match.first, match.last) >= 2) return 0.1;
  return mood === "unclear" ? 0.8 : 0.4;
}
