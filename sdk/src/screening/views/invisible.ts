import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";
import { isReadable } from "./readable.ts";

/** Characters with no ink: soft hyphen, joiners, fillers, bidi controls, variation selectors, tag characters. */
export function isInvisible(point: number): boolean {
  return (
    point === 0xad ||
    point === 0x34f ||
    point === 0x61c ||
    point === 0x115f ||
    point === 0x1160 ||
    point === 0x17b4 ||
    point === 0x17b5 ||
    (point >= 0x180b && point <= 0x180f) ||
    (point >= 0x200b && point <= 0x200f) ||
    (point >= 0x202a && point <= 0x202e) ||
    (point >= 0x2060 && point <= 0x206f) ||
    point === 0x3164 ||
    (point >= 0xfe00 && point <= 0xfe0f) ||
    point === 0xfeff ||
    point === 0xffa0 ||
    isTag(point) ||
    (point >= 0xe0100 && point <= 0xe01ef)
  );
}

const isTag = (point: number): boolean => point >= 0xe0000 && point <= 0xe007f;

/** Byte that a variation selector stands for, or -1. */
function selectorByte(point: number): number {
  if (point >= 0xfe00 && point <= 0xfe0f) return point - 0xfe00;
  if (point >= 0xe0100 && point <= 0xe01ef) return point - 0xe0100 + 16;
  return -1;
}

const isZeroWidth = (point: number): boolean =>
  (point >= 0x200b && point <= 0x200f) ||
  (point >= 0x2060 && point <= 0x2064) ||
  point === 0xfeff ||
  point === 0xad;

const shortestSelectorRun = 4;
const shortestBitRun = 16;
const longestFlag = 8;

/**
 * Text written in characters that show nothing: tag characters, variation selectors used as bytes, and zero-width
 * characters used as bits. Emoji flags and single selectors or joiners are ordinary and yield nothing.
 */
export function decodeInvisible(view: View): View[] {
  const { text } = view;
  if (!/[\xad\u200b-\u200f\u2060-\u2064\ufeff\udb40]|[\ufe00-\ufe0f]/.test(text)) return [];
  const tags = new ViewWriter(view);
  const selectors = new ViewWriter(view);
  const bits = new ViewWriter(view);
  let i = 0;
  while (i < text.length) {
    const point = text.codePointAt(i) ?? 0;
    if (isTag(point)) {
      const run = runOf(text, i, isTag);
      const isFlag = text.slice(Math.max(0, i - 2), i) === "\u{1f3f4}" && run.points.length <= longestFlag;
      const message = run.points.map((p) => p - 0xe0000).filter((c) => c >= 0x20 && c < 0x7f);
      if (!isFlag && message.length > 0)
        tags.putFragment(Buffer.from(message).toString("latin1"), i, run.end);
      i = run.end;
    } else if (selectorByte(point) >= 0) {
      const run = runOf(text, i, (p) => selectorByte(p) >= 0);
      if (run.points.length >= shortestSelectorRun) {
        const bytes = Buffer.from(run.points.map(selectorByte));
        selectors.putFragment(bytes.toString("utf8"), i, run.end);
      }
      i = run.end;
    } else if (isZeroWidth(point)) {
      const run = runOf(text, i, isZeroWidth);
      if (run.points.length >= shortestBitRun) bits.putFragment(decodeBits(run.points), i, run.end);
      i = run.end;
    } else {
      i += point > 0xffff ? 2 : 1;
    }
  }
  const views: View[] = [];
  if (tags.length > 0) views.push(tags.finish("tag-characters", text.length));
  if (selectors.length > 0) views.push(selectors.finish("variation-selectors", text.length));
  if (bits.length > 0) views.push(bits.finish("zero-width-bits", text.length));
  return views;
}

function runOf(text: string, start: number, belongs: (point: number) => boolean) {
  const points: number[] = [];
  let end = start;
  while (end < text.length) {
    const point = text.codePointAt(end) ?? 0;
    if (!belongs(point)) break;
    points.push(point);
    end += point > 0xffff ? 2 : 1;
  }
  return { points, end };
}

/** Zero-width characters as bits, in whichever of the two polarities reads as text; else a bare marker. */
function decodeBits(points: readonly number[]): string {
  const [zero] = points;
  for (const polarity of [0, 1]) {
    const bytes: number[] = [];
    for (let i = 0; i + 8 <= points.length; i += 8) {
      let byte = 0;
      for (let j = 0; j < 8; j += 1) byte = byte * 2 + ((points[i + j] === zero ? 0 : 1) ^ polarity);
      bytes.push(byte);
    }
    const message = Buffer.from(bytes).toString("utf8");
    if (isReadable(message)) return message;
  }
  return "";
}
