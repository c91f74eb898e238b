import type { Cue } from "../language/cues.ts";
import { cueIndex, rowCues } from "../language/lexicon.ts";
import { moodOf } from "../language/mood.ts";
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

const orders = [
  "label",
  "label-request",
  "labels-around",
  "order",
  "order-not-label",
  "order-after-opening",
  "order-and-own",
  "order-and-contact",
  "order-and-number",
  "order-and-record-id",
  "order-among-statements",
  "order-in-paragraph",
  "order-long",
  "requests-around",
  "please-head",
  "head:deed",
] as const;

/** Names of the dense features, in the order of their weights. */
export const denseNames: readonly string[] = [
  ...cueNames.map((cue) => `cue:${cue}`),
  ...together.map((set) => set.join("+")),
  ...shapes.map((name) => `shape:${name}`),
  ...places,
  ...orders,
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

/** Writes the dense features of a sentence into `out`, in the order of {@link denseNames}. */
export function writeDense(sentence: Sentence, out: Float32Array): void {
  const { words, from, to } = sentence;
  out.fill(0);
  for (let i = from; i < to; i += 1) {
    for (const cue of rowCues[words.rows[i] ?? 0] ?? []) out[cue] = 1;
  }
  let at = cueCount;
  const put: Put = (value) => {
    out[at] = Number(value);
    at += 1;
  };
  putTogether(put, out);
  putShape(put, sentence);
  putPlace(put, sentence, out);
  putOrder(put, sentence, out);
}

/** Writes the next feature. */
type Put = (value: number | boolean) => void;

function putTogether(put: Put, out: Float32Array): void {
  for (const set of togetherIndexes) {
    let all = true;
    for (const cue of set) all &&= out[cue] === 1;
    put(all);
  }
}

function putShape(put: Put, { from, to, shape }: Sentence): void {
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
}

function putPlace(put: Put, sentence: Sentence, out: Float32Array): void {
  const { words, from, context, index } = sentence;
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

function putOrder(put: Put, { words, from, to, shape, context, index }: Sentence, out: Float32Array): void {
  const request = context.requests[index] === 1;
  const alone = context.sentences === 1;
  const label = context.labels[index] === 1;
  const order = orderIn(words, from, to);
  const near = shareAround(context.requests, index);
  const contact = shape.at > 0 || shape.slashes >= 2;
  const beside = inParagraph(words, from, to);
  put(label);
  put(label && request);
  put(shareAround(context.labels, index));
  put(order >= 0);
  put(order >= 0 && !label);
  put(order > from);
  put(order >= 0 && (out[firstPerson] === 1 || out[ownWords] === 1));
  put(order >= 0 && contact);
  put(order >= 0 && shape.digits > 0);
  put(order >= 0 && shape.digits >= 4);
  put(order >= 0 && !alone ? 1 - near : 0);
  put(order >= 0 && beside);
  put(order >= 0 && to - from >= 8);
  put(near);
  put(leadsPlease(words, from));
  put(words.is(from, "deed"));
}

const farthestOrder = 6;

/** Where an order to the reader stands: a verb of asking at the head, or after what leads up to it. */
function orderIn(words: Words, from: number, to: number): number {
  for (let i = from; i < Math.min(to, from + farthestOrder); i += 1) {
    if ((words.is(i, "task") || words.is(i, "deed")) && moodOf(words, i) === "command") return i;
  }
  return -1;
}

const leadsPlease = (words: Words, from: number): boolean =>
  words.is(from, "please") || words.is(from + 1, "please");

const around = 3;

/** The share of the sentences close by that are marked. */
function shareAround(marks: Uint8Array, index: number): number {
  let count = 0;
  let marked = 0;
  for (let i = Math.max(0, index - around); i <= Math.min(marks.length - 1, index + around); i += 1) {
    if (i === index) continue;
    count += 1;
    marked += marks[i] ?? 0;
  }
  return count === 0 ? 0 : marked / count;
}

/** Whether other sentences share the line. */
function inParagraph({ text, starts, ends, count }: Words, from: number, to: number): boolean {
  const before = from === 0 ? "\n" : text.slice(ends[from - 1], starts[from]);
  const after = to >= count ? "\n" : text.slice(ends[to - 1], starts[to]);
  return !before.includes("\n") || !after.includes("\n");
}

const firstPerson = cueIndex.first;
const ownWords = cueIndex.own;
const togetherIndexes = together.map((set) => set.map((cue) => cueIndex[cue]));
