import type { Cue } from "../language/cues.ts";
import { type CueMatch, findInOrder, findTogether } from "../language/match-cues.ts";
import { attackTalk, isMentioned } from "../language/mention.ts";
import { moodOf } from "../language/mood.ts";
import type { Words } from "../language/words.ts";
import { type Detector, type Finding, findingOf, proseOf, type Reading } from "./detector.ts";

interface Combination {
  readonly with: readonly Cue[];
  readonly reach: number;
  /** As an order to the reader. */
  readonly ordered: number;
  /** Where it is not clear who is meant. */
  readonly unclear: number;
  /** As something that others do, or did. */
  readonly reported: number;
}

const combinations: readonly Combination[] = [
  { with: ["instructions", "prior"], reach: 6, ordered: 0.95, unclear: 0.8, reported: 0.2 },
  { with: ["instructions", "own"], reach: 4, ordered: 0.95, unclear: 0.8, reported: 0.2 },
  { with: ["instructions", "everything"], reach: 4, ordered: 0.9, unclear: 0.6, reported: 0.2 },
  { with: ["everything", "prior"], reach: 6, ordered: 0.85, unclear: 0.5, reported: 0.1 },
  { with: ["everything", "you"], reach: 3, ordered: 0.7, unclear: 0.2, reported: 0.1 },
  { with: ["above"], reach: 2, ordered: 0.6, unclear: 0.2, reported: 0.05 },
  { with: ["system", "prompt"], reach: 4, ordered: 0.95, unclear: 0.8, reported: 0.2 },
];

/** "Ignore all previous instructions" and its relatives, in any order and many languages. */
export const instructionOverride: Detector = {
  id: "instruction-override",
  version: 3,
  message: "Tells the reader to set aside the instructions it was given.",
  owasp: "LLM01",
  find(readings) {
    return proseOf(readings).flatMap((reading) => [
      ...combinations.flatMap((combination) =>
        findTogether(reading.words, "override", combination.with, combination.reach).map((match) =>
          findingOf(reading, match.first, match.last, scoreOf(reading.words, match, combination)),
        ),
      ),
      ...findDisobedience(reading),
    ]);
  },
};

/** "Do not follow your original instructions." */
function findDisobedience(reading: Reading): Finding[] {
  const { words } = reading;
  return findInOrder(words, "never", ["follow", "instructions"], 5)
    .filter(({ first, last }) => last - first <= 7 && hasOwnOrPrior(words, first, last))
    .map((match) => findingOf(reading, match.first, match.last, scoreOf(words, match, disobedience)));
}

const disobedience: Combination = { with: [], reach: 0, ordered: 0.75, unclear: 0.5, reported: 0.15 };

function hasOwnOrPrior(words: Words, first: number, last: number): boolean {
  for (let i = first; i <= last + 2; i += 1) if (words.is(i, "own") || words.is(i, "prior")) return true;
  return false;
}

function scoreOf(words: Words, match: CueMatch, { ordered, unclear, reported }: Combination): number {
  if (isMentioned(words, match.first, match.last)) return 0.15;
  const mood = moodOf(words, match.anchor);
  if (mood === "command") return ordered;
  if (attackTalk(words, match.first, match.last) >= 2) return 0.1;
  return mood === "unclear" ? unclear : reported;
}
