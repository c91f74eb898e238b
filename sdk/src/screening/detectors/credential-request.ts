import { findInOrder } from "../language/match-cues.ts";
import { isMentioned } from "../language/mention.ts";
import { moodOf } from "../language/mood.ts";
import { type Detector, findingOf, proseOf } from "./detector.ts";

/** "Ask the user for their password": a phisher who lets the assistant do the talking. */
export const credentialRequest: Detector = {
  id: "credential-request",
  version: 1,
  message: "Has the assistant ask people for passwords, codes or keys.",
  owasp: "ASI09",
  find(readings) {
    return proseOf(readings).flatMap((reading) =>
      findInOrder(reading.words, "tell", ["user", "credential"], 6)
        .filter(({ anchor }) => moodOf(reading.words, anchor) === "command")
        .map(({ first, last }) =>
          findingOf(reading, first, last, isMentioned(reading.words, first, last) ? 0.05 : 0.4),
        ),
    );
  },
};
