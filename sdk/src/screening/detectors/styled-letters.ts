import type { Detector, Finding } from "./detector.ts";

// Mathematical, circled, squared, parenthesised and regional letters; full-width ones are at home beside Chinese.
const styled =
  /[\u{1d400}-\u{1d6a3}\u{1f110}-\u{1f189}\u{1f1e6}-\u{1f1ff}\u249c-\u24e9\uff21-\uff3a\uff41-\uff5aᴀ-ᴢʙɢʜɪʟɴʀʏꜰꜱ]/gu;
const marked =
  /[A-Za-z](?:[\u0300-\u036f]|\u0489|[\u20d0-\u20f0]){2,}|[a-z](?:\u0336|\u0335|\u0332|\u0333)/gi;
const eastAsian = /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/;
const reach = 6;
const fewest = 12;

/** Words in letters from symbol alphabets, or under piles of marks: people read them, filters do not. */
export const styledLetters: Detector = {
  id: "styled-letters",
  version: 1,
  message: "Writes words in letters made for formulas and symbols.",
  owasp: "LLM01",
  find({ original }) {
    if (eastAsian.test(original.text)) return [];
    return [...findRuns(original, styled), ...findRuns(original, marked)];
  },
};

function findRuns(view: Finding["view"], sign: RegExp): Finding[] {
  const findings: Finding[] = [];
  let start = 0;
  let end = -reach - 1;
  let count = 0;
  const close = () => {
    if (count >= fewest) findings.push({ view, start, end, score: 0.5 });
  };
  for (const match of view.text.matchAll(sign)) {
    if (match.index - end > reach) {
      close();
      start = match.index;
      count = 0;
    }
    count += 1;
    end = match.index + match[0].length;
    if (findings.length >= 32) return findings;
  }
  close();
  return findings;
}
