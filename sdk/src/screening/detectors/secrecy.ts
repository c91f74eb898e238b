import { findInOrder } from "../language/match-cues.ts";
import { isMentioned } from "../language/mention.ts";
import { moodOf } from "../language/mood.ts";
import { type Detector, findingOf, proseOf } from "./detector.ts";

/** "Do not tell the user": what is honest has no need of it. */
export const secrecy: Detector = {
  id: "secrecy",
  version: 2,
  message: "Asks to keep something from the user.",
  owasp: "ASI09",
  find(readings) {
    return proseOf(readings).flatMap((reading) =>
      findInOrder(reading.words, "never", ["tell", "user"], 4)
        .filter((match) => match.last - match.first <= 6)
        .map((match) => {
          const mentioned = isMentioned(reading.words, match.first, match.last);
          const command = moodOf(reading.words, match.anchor) === "command";
          return findingOf(reading, match.first, match.last, mentioned ? 0.1 : command ? 0.4 : 0.15);
        }),
    );
  },
};
