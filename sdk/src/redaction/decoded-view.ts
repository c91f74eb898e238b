import { type Piece, viewOfPieces } from "./piece.ts";
import { foldedView, type View } from "./view.ts";

/** Parts of a text that say something else when decoded, put together into one view; undefined where there are none. */
export function decodedView(text: string): View | undefined {
  return viewOfPieces(text, [
    ...(anEscape.test(text) ? escapedPieces(text) : []),
    ...(longRun.test(text) ? encodedPieces(text) : []),
  ]);
}

const anEscape =
  /%[0-9a-f]{2}|\\[ux][0-9a-f]|&#|&(?:commat|period|lowbar|hyphen|dash|colon|sol|nbsp|shy|zwnj|zwj|ZeroWidthSpace);/i;
const escapes =
  /%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x[0-9a-f]{1,6};|&#\d{1,7};|&(?:commat|period|lowbar|hyphen|dash|colon|sol|nbsp|shy|zwnj|zwj|ZeroWidthSpace);/gi;
/** The escape and what it is glued to; the rest of the text is read elsewhere. */
const escapedRun =
  /[^\s"'<>%\\&]{0,128}(?:%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x[0-9a-f]{1,6};|&#\d{1,7};|&(?:commat|period|lowbar|hyphen|dash|colon|sol|nbsp|shy|zwnj|zwj|ZeroWidthSpace);)(?:[^\s"'<>%\\&]|%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&#x[0-9a-f]{1,6};|&#\d{1,7};|&(?:commat|period|lowbar|hyphen|dash|colon|sol|nbsp|shy|zwnj|zwj|ZeroWidthSpace);){0,512}/gi;

/** Percent-encoding, JSON and JavaScript escapes, character references, one character after another. */
function* escapedPieces(text: string): Generator<Piece> {
  for (const { 0: run, index } of text.matchAll(escapedRun)) {
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

/** Of HTML's named characters, those that values are made of, and those that nobody sees. */
const namedCharacters: Readonly<Record<string, string>> = {
  commat: "@",
  period: ".",
  lowbar: "_",
  hyphen: "-",
  dash: "-",
  colon: ":",
  sol: "/",
  nbsp: " ",
  shy: "",
  zwnj: "",
  zwj: "",
  zerowidthspace: "",
};

function decodeEscape(code: string): string {
  const named = namedCharacters[code.slice(1, -1).toLowerCase()];
  if (named !== undefined) return named;
  const digits = code.replace(/^(?:%|\\u|\\x|&#x?)|;$/gi, "");
  const value = Number.parseInt(digits, /^&#\d/.test(code) ? 10 : 16);
  return value > 0x10ffff || (value >= 0xd800 && value < 0xe000)
    ? "\ufffd"
    : foldedView(String.fromCodePoint(value)).text;
}

const longRun = /[A-Za-z0-9+/_-]{16}/;
const base64Run = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,8192}={0,2}(?![A-Za-z0-9+/_-])/g;

/** Base64 and hexadecimal runs that decode to plain text; a value inside stands for the whole run. */
function* encodedPieces(text: string): Generator<Piece> {
  for (const { 0: run, index } of text.matchAll(base64Run)) {
    const decoded = decodeRun(run);
    if (decoded === undefined) continue;
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
