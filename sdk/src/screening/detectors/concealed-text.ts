import { moodOf } from "../language/mood.ts";
import type { Words } from "../language/words.ts";
import type { Channel } from "../view.ts";
import type { Detector, Finding, Reading } from "./detector.ts";

interface Suspicion {
  /** For a sentence of plain language. */
  readonly sentence: number;
  /** For a sentence that asks for something. */
  readonly request: number;
}

/** Nobody writes in tag characters by accident; comments and hidden elements have honest uses. */
const suspicions: Partial<Readonly<Record<Channel, Suspicion>>> = {
  "tag-characters": { sentence: 0.97, request: 0.99 },
  "variation-selectors": { sentence: 0.95, request: 0.99 },
  "zero-width-bits": { sentence: 0.95, request: 0.99 },
  "hidden-element": { sentence: 0.03, request: 0.27 },
  "markup-comment": { sentence: 0, request: 0.05 },
  base64: { sentence: 0.3, request: 0.4 },
  base32: { sentence: 0.45, request: 0.55 },
  hexadecimal: { sentence: 0.45, request: 0.55 },
  binary: { sentence: 0.45, request: 0.55 },
  "decimal-codes": { sentence: 0.45, request: 0.55 },
  morse: { sentence: 0.45, request: 0.55 },
  rot13: { sentence: 0.45, request: 0.55 },
  reversed: { sentence: 0.45, request: 0.55 },
  "spelled-out": { sentence: 0.45, request: 0.55 },
  fragments: { sentence: 0.4, request: 0.5 },
  leetspeak: { sentence: 0.45, request: 0.55 },
  scrambled: { sentence: 0.45, request: 0.55 },
};

const fewestWords = 4;
const plainShare = 0.25;

/** Text that a reader of the page does not see, or only with effort, the more so when it asks for something. */
export const concealedText: Detector = {
  id: "concealed-text",
  version: 3,
  message: "Hides text from people that a model would read.",
  owasp: "LLM01",
  find({ concealed }) {
    return concealed.flatMap(findConcealed);
  },
};

function findConcealed({ view, words }: Reading): Finding[] {
  const suspicion = suspicions[view.channel];
  if (suspicion === undefined) return [];
  const findings: Finding[] = [];
  if (suspicion.sentence >= 0.9)
    findings.push({ view, start: 0, end: view.text.length, score: suspicion.sentence });
  for (let s = 0; s + 1 < words.sentences.length && findings.length < 64; s += 1) {
    const from = words.sentences[s] ?? 0;
    const to = words.sentences[s + 1] ?? from;
    if (!isPlainLanguage(words, from, to)) continue;
    const score = asks(words, from, to) ? suspicion.request : suspicion.sentence;
    if (score > 0)
      findings.push({ view, start: words.starts[from] ?? 0, end: words.ends[to - 1] ?? 0, score });
  }
  return findings;
}

function isPlainLanguage(words: Words, from: number, to: number): boolean {
  let known = 0;
  for (let i = from; i < to; i += 1) if (words.rows[i] !== 0) known += 1;
  return to - from >= fewestWords && known >= (to - from) * plainShare && hasSpaces(words, from, to);
}

/** "widgetName=search_panel" is made of words as well. */
function hasSpaces(words: Words, from: number, to: number): boolean {
  let spaces = 0;
  for (let i = from; i < to; i += 1) {
    const before = words.text.charCodeAt((words.starts[i] ?? 0) - 1);
    if (before <= 0x20 || before >= 0x80) spaces += 1;
  }
  return spaces * 2 >= to - from;
}

function asks(words: Words, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) {
    if (words.is(i, "please")) return true;
    if ((words.is(i, "task") || words.is(i, "override")) && moodOf(words, i) === "command") return true;
  }
  return false;
}
