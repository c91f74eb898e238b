import { wordBefore } from "./context.ts";
import { type Piece, viewOfPieces } from "./piece.ts";
import { cardWords } from "./recognisers/card.ts";
import type { View } from "./view.ts";

/**
 * Values that formatting has taken apart, put together again: marks of Markdown and HTML inside them, letters spelled
 * out one by one, the groups of a card's or an account's number with something unusual between. Only for recognisers
 * that a checksum or an unmistakable form backs up; undefined where there is nothing of the kind.
 */
export function joinedView(text: string): View | undefined {
  return viewOfPieces(text, [
    ...(aMark.test(text) ? unmarkedPieces(text) : []),
    ...(aGroup.test(text) ? regroupedPieces(text) : []),
  ]);
}

/** How much text around a mark is read with it: a value that goes on across several marks is one run of them. */
const around = 48;
const inlineTags = "a|b|code|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr";
const marks = new RegExp(
  `</?(?:${inlineTags})(?:\\s[^<>\\n]{0,80})?/?>|\\*{1,3}|\`{1,3}|~~|\\\\(?=[_*~\`.#-])|["'] ?\\+ ?["']`,
  "gi",
);
/** A mark with something on either side that it may hold apart. */
const aMark = /[A-Za-z0-9@][ .-]?(?:<\/?[a-z]|\*|`|~~|\\[_*~`.#-]|["'] ?\+)|[*`>~][ .-]?[A-Za-z0-9@]/i;

/** The text around marks, without them. */
function* unmarkedPieces(text: string): Generator<Piece> {
  let run: Mark[] = [];
  for (const { 0: mark, index } of text.matchAll(marks)) {
    const last = run.at(-1);
    if (last !== undefined && index - last.end > around) {
      yield withoutMarks(text, run);
      run = [];
    }
    run.push({ start: index, end: index + mark.length });
  }
  if (run.length > 0) yield withoutMarks(text, run);
}

interface Mark {
  readonly start: number;
  readonly end: number;
}

function withoutMarks(text: string, run: readonly Mark[]): Piece {
  const from = wordEdge(text, Math.max(0, (run[0]?.start ?? 0) - around), 1);
  const end = wordEdge(text, Math.min(text.length, (run.at(-1)?.end ?? 0) + around), -1);
  let plain = "";
  const starts: number[] = [];
  let at = from;
  for (const mark of [...run, { start: end, end }]) {
    plain += text.slice(at, mark.start);
    for (; at < mark.start; at++) starts.push(at);
    at = mark.end;
  }
  return { text: plain, end, starts, ends: starts.map((start) => start + 1) };
}

/** Half a number may look like a whole one: the nearest place in a direction that divides no word. */
function wordEdge(text: string, position: number, step: 1 | -1): number {
  let edge = position;
  for (
    let steps = 0;
    steps < around && /\w/.test(text[edge - 1] ?? "") && /\w/.test(text[edge] ?? "");
    steps++
  )
    edge += step;
  return edge;
}

/** Two digits before a separator, or three characters that stand alone: without them nothing is regrouped. */
const aGroup =
  /\d\d[^A-Za-z0-9]|(?<![A-Za-z0-9])[A-Za-z0-9][^A-Za-z0-9]{1,4}[A-Za-z0-9@._][^A-Za-z0-9]{1,4}[A-Za-z0-9@._](?![A-Za-z0-9])/;
/** What stands between groups, the same each time; single spaces and hyphens are nothing unusual. */
const between = "((?![ -][A-Za-z0-9])[^A-Za-z0-9]{1,6})";
const regrouped = [
  // A card's number in its groups.
  `\\d{4}${between}(?:\\d{4}\\1\\d{4}\\1\\d{4}|\\d{6}\\1\\d{5})(?!\\1?[A-Za-z0-9])`,
  // An IBAN in its groups.
  `[A-Z]{2}\\d{2}${between}[A-Z\\d]{4}(?:\\1[A-Z\\d]{4}){2,6}(?:\\1[A-Z\\d]{1,3})?(?!\\1?[A-Za-z0-9])`,
  // Any value, character by character.
  "[A-Za-z0-9]([^A-Za-z0-9]{1,4})[A-Za-z0-9@._](?:\\1[A-Za-z0-9@._]){8,}(?![A-Za-z0-9])",
].map((pattern) => new RegExp(`(?<![A-Za-z0-9])${pattern}`, "g"));

/** One list of four numbers in twenty-five could be a card's: where such lists stand, a word has to say that it is. */
const ofTables = /^[,;|\s]+$/;

function* regroupedPieces(text: string): Generator<Piece> {
  for (const pattern of regrouped) {
    for (const { 0: written, 1: separator = "", index } of text.matchAll(pattern)) {
      const isList = ofTables.test(separator) && (/^\d{4}\D/.test(written) || /^\d\W*[,;|]/.test(written));
      if (isList && !wordBefore(text, index, cardWords)) continue;
      const starts: number[] = [];
      let joined = "";
      for (let at = 0; at < written.length; ) {
        if (written.startsWith(separator, at) && joined !== "") at += separator.length;
        const character = written[at] ?? "";
        starts.push(index + at);
        joined += character;
        at++;
      }
      yield { text: joined, end: index + written.length, starts, ends: starts.map((start) => start + 1) };
    }
  }
}
