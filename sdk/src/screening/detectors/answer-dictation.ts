import { findInOrder } from "../language/match-cues.ts";
import { isMentioned } from "../language/mention.ts";
import { moodOf } from "../language/mood.ts";
import { wordAt } from "../language/word-at.ts";
import { type Detector, type Finding, findingOf, proseOf, type Reading } from "./detector.ts";

const dictated =
  /\b(?:just|only|simply|instead,?|and|then|now|please|must|always)\s(?:say|print|output|respond with|reply with|answer with|return|write|repeat)\s(?:the (?:word|phrase|text|sentence|following)s?\s?:?\s?)?["'“‘][^"'”’`\n]{1,120}["'”’`]|\b(?:respond|reply|answer)\s(?:only\s|just\s|exactly\s)?with\s(?:only\s|just\s|exactly\s)?(?:the (?:word|phrase|sentence|following text)s?\s?:?\s?)?["'“‘`][^"'”’`\n]{1,120}["'”’`]|\bI have been PWNED\b/gi;

/** Puts words into the assistant's mouth: "just say 'approved'", "before answering, …". */
export const answerDictation: Detector = {
  id: "answer-dictation",
  version: 3,
  message: "Dictates what the assistant is to answer.",
  owasp: "LLM01",
  find(readings) {
    return proseOf(readings).flatMap((reading) => [...findQuoted(reading), ...findConditions(reading)]);
  },
};

/** "People lean back and say" is told of others as often as it is dictated. */
const told = /^and\b/i;

function findQuoted({ view, words }: Reading): Finding[] {
  const findings: Finding[] = [];
  for (const match of view.text.matchAll(dictated)) {
    const at = wordAt(words, match.index);
    const end = match.index + match[0].length;
    findings.push({
      view,
      start: match.index,
      end,
      score: isMentioned(words, at, at) ? 0.1 : told.test(match[0]) ? 0.2 : 0.4,
    });
    if (findings.length >= 64) break;
  }
  return findings;
}

/** "Before answering, do …": an order about the answer, at the head of a sentence. */
function findConditions(reading: Reading): Finding[] {
  const { words } = reading;
  return findInOrder(words, "before", ["answering", "task"], 5)
    .filter(
      ({ anchor, last }) =>
        last - anchor <= 8 && moodOf(words, last) !== "reported" && words.is(anchor + 1, "answering"),
    )
    .map(({ first, last }) => findingOf(reading, first, last, isMentioned(words, first, last) ? 0.05 : 0.2));
}
