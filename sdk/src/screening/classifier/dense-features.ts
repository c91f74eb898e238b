import type { Cue } from "../language/cues.ts";
import { cueIndex, rowCues } from "../language/lexicon.ts";
import type { Words } from "../language/words.ts";
import type { Context } from "./context.ts";
import type { SentenceShape } from "./sentence-shape.ts";

const cueNames = Object.keys(cueIndex) as readonly Cue[];

/** Cues that say more together than apart. */
const together: readonly (readonly Cue[])[] = [
  ["override", "instructions"],
  ["override", "prior"],
  ["override", "everything"],
  ["override", "prior", "instructions"],
  ["never", "tell", "user"],
  ["never", "tell"],
  ["reveal", "prompt"],
  ["reveal", "own", "instructions"],
  ["send", "confidential"],
  ["send", "credential"],
  ["send", "contact"],
  ["before", "answering"],
  ["answering", "certain"],
  ["task", "certain"],
  ["persona", "you"],
  ["freedom", "you"],
  ["limits", "negation"],
  ["assistant", "you"],
  ["assistant", "task"],
  ["assistant", "instructions"],
  ["system", "instructions"],
  ["system", "mode"],
  ["newness", "instructions"],
  ["money", "send"],
  ["money", "change"],
  ["call", "tool"],
  ["please", "task"],
  ["ability", "you", "task"],
  ["first", "help"],
  ["first", "task"],
  ["we", "task"],
  ["urgent", "task"],
  ["secretly", "task"],
  ["attack", "instructions"],
  ["attack", "reporting"],
];

const shapes = [
  "long",
  "short",
  "capitals",
  "digits",
  "foreign",
  "code",
  "at",
  "address",
  "currency",
  "quotes",
  "question",
  "exclamation",
  "colons",
  "brackets",
] as const;

const places = [
  "head:task",
  "head:please",
  "head:ability-you",
  "head:first",
  "concealed",
  "novelty",
  "novelty-above-mean",
  "only-sentence",
  "first-sentence",
  "last-sentence",
  "request",
  "request-share",
  "request-among-statements",
  "request-and-novel",
  "request-and-first",
  "request-in-record",
  "own-line",
  "text-first-person",
  "text-second-person",
  "record",
] as const;

/** Names of the dense features, in the order of their weights. */
export const denseNames: readonly string[] = [
  ...cueNames.map((cue) => `cue:${cue}`),
  ...together.map((set) => set.join("+")),
  ...shapes.map((name) => `shape:${name}`),
  ...places,
];

const cueCount = cueNames.length;

export interface Sentence {
  readonly words: Words;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly shape: SentenceShape;
  readonly context: Context;
  /** Found where a reader cannot see it. */
  readonly concealed: boolean;
  /** Inside a JSON-like record rather than prose. */
  readonly record: boolean;
}

/** Writes the dense features of a sentence into `out`. */
export function writeDense(sentence: Sentence, out: Float32Array): void {
  const { words, from, to, shape, context, index } = sentence;
  out.fill(0);
  for (let i = from; i < to; i += 1) {
    for (const cue of rowCues[words.rows[i] ?? 0] ?? []) out[cue] = 1;
  }
  let at = cueCount;
  const put = (value: number | boolean): void => {
    out[at] = Number(value);
    at += 1;
  };
  for (const set of togetherIndexes) {
    let all = true;
    for (const cue of set) all &&= out[cue] === 1;
    put(all);
  }
  const size = Math.max(1, shape.length);
  put(Math.min(1, (to - from) / 40));
  put(to - from <= 3);
  put(shape.letters === 0 ? 0 : shape.capitals / shape.letters);
  put(Math.min(1, (shape.digits / size) * 4));
  put(Math.min(1, (shape.foreign / size) * 2));
  put(Math.min(1, (shape.code / size) * 10));
  put(shape.at > 0);
  put(shape.slashes >= 2);
  put(shape.currency > 0);
  put(shape.quotes > 1);
  put(shape.question > 0);
  put(shape.exclamation > 0);
  put(shape.colons > 0);
  put(shape.brackets > 0);
  const request = context.requests[index] === 1;
  const novelty = context.novelty[index] ?? 0;
  const requestShare = (context.requestCount - (request ? 1 : 0)) / Math.max(1, context.sentences - 1);
  const alone = context.sentences === 1;
  put(words.is(from, "task"));
  put(words.is(from, "please"));
  put(words.is(from, "ability") && words.is(from + 1, "you"));
  put(words.is(from, "first"));
  put(sentence.concealed);
  put(alone ? 0 : novelty);
  put(alone ? 0 : novelty - context.meanNovelty);
  put(alone);
  put(index === 0);
  put(index === context.sentences - 1);
  put(request);
  put(requestShare);
  put(request ? 1 - requestShare : 0);
  put(request && !alone ? novelty : 0);
  put(request && out[firstPerson] === 1);
  put(request && sentence.record);
  put(words.text.charCodeAt((words.starts[from] ?? 0) - 1) === 0x0a);
  put(context.firstPerson / context.sentences);
  put(context.secondPerson / context.sentences);
  put(sentence.record);
}

const firstPerson = cueIndex.first;
const togetherIndexes = together.map((set) => set.map((cue) => cueIndex[cue]));
