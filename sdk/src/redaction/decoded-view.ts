import type { View } from "./view.ts";

/** Parts of a text that say something else when decoded, put together into one view; undefined where there are none. */
export function decodedView(text: string): View | undefined {
  const pieces = [
    ...(anEscape.test(text) ? escapedPieces(text) : []),
    ...(longRun.test(text) ? encodedPieces(text) : []),
  ];
  if (pieces.length === 0) return undefined;
  let joined = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const piece of pieces) {
    // A gap that no value bridges: what stood apart must not be read together.
    joined += `${piece.text}\n\n`;
    starts.push(...piece.starts, piece.end, piece.end);
    ends.push(...piece.ends, piece.end, piece.end);
  }
  return {
    text: joined,
    originalRange: (start, end) => [starts[start] ?? text.length, ends[end - 1] ?? text.length],
  };
}

interface Piece {
  readonly text: string;
  readonly end: number;
  /** For each unit of the decoded text, what it came from. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const maxPieces = 200;
const anEscape = /%[0-9a-f]{2}|\\[ux][0-9a-f]|&#|&commat;/i;
const escapes = /%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x[0-9a-f]{1,6};|&#\d{1,7};|&commat;/gi;
/** The escape and what it is glued to; the rest of the text is read elsewhere. */
const escapedRun =
  /[^\s"'<>%\\&]{0,128}(?:%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x[0-9a-f]{1,6};|&#\d{1,7};|&commat;)(?:[^\s"'<>%\\&]|%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x[0-9a-f]{1,6};|&#\d{1,7};|&commat;){0,512}/gi;

/** Percent-encoding, JSON and JavaScript escapes, character references, one character after another. */
function* escapedPieces(text: string): Generator<Piece> {
  let count = 0;
  for (const { 0: run, index } of text.matchAll(escapedRun)) {
    if (++count > maxPieces) return;
    let decoded = "";
    const starts: number[] = [];
    const ends: number[] = [];
    const push = (characters: string, start: number, end: number) => {
      decoded += characters;
      for (let unit = 0; unit < characters.length; unit++) {
        starts.push(index + start);
        ends.push(index + end);
      }
    };
    let from = 0;
    for (const { 0: code, index: at } of run.matchAll(escapes)) {
      for (let unit = from; unit < at; unit++) push(run[unit] as string, unit, unit + 1);
      from = at + code.length;
      push(decodeEscape(code), at, from);
    }
    for (let unit = from; unit < run.length; unit++) push(run[unit] as string, unit, unit + 1);
    yield { text: decoded, end: index + run.length, starts, ends };
  }
}

function decodeEscape(code: string): string {
  if (code.toLowerCase() === "&commat;") return "@";
  const digits = code.replace(/^(?:%|\\u|\\x|&#x?)|;$/gi, "");
  const value = Number.parseInt(digits, /^&#\d/.test(code) ? 10 : 16);
  return value > 0x10ffff || (value >= 0xd800 && value < 0xe000) ? "\ufffd" : String.fromCodePoint(value);
}

const longRun = /[A-Za-z0-9+/_-]{16}/;
const base64Run = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,8192}={0,2}(?![A-Za-z0-9+/_-])/g;

/** Base64 and hexadecimal runs that decode to plain text; a value inside stands for the whole run. */
function* encodedPieces(text: string): Generator<Piece> {
  let count = 0;
  for (const { 0: run, index } of text.matchAll(base64Run)) {
    const decoded = decodeRun(run);
    if (decoded === undefined) continue;
    if (++count > maxPieces) return;
    const end = index + run.length;
    yield {
      text: decoded,
      end,
      starts: new Array(decoded.length).fill(index),
      ends: new Array(decoded.length).fill(end),
    };
  }
}

function decodeRun(run: string): string | undefined {
  if (/^(?:[0-9a-f]{2}){12,}$/i.test(run)) {
    const decoded = Buffer.from(run, "hex").toString("latin1");
    if (plainText.test(decoded)) return decoded;
  }
  // The first characters tell apart nearly all hashes and identifiers, at a tenth of the price.
  if (!plainText.test(Buffer.from(run.slice(0, 16), "base64").toString("latin1"))) return undefined;
  const decoded = Buffer.from(run, "base64").toString("latin1");
  return plainText.test(decoded) ? decoded : undefined;
}

const plainText = /^[\t\n\r\x20-\x7e]{8,}$/;
