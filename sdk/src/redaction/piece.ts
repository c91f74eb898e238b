import type { View } from "./view.ts";

/** A part of a text as it reads once decoded or put together. */
export interface Piece {
  readonly text: string;
  readonly end: number;
  /** For each unit of `text`, where it came from. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The pieces as one view of the text they came from; undefined where there are none. */
export function viewOfPieces(text: string, pieces: readonly Piece[]): View | undefined {
  if (pieces.length === 0) return undefined;
  let joined = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const piece of pieces) {
    // A gap that no value bridges: what stood apart must not be read together.
    joined += `${piece.text}\n\n`;
    for (const start of piece.starts) starts.push(start);
    for (const end of piece.ends) ends.push(end);
    starts.push(piece.end, piece.end);
    ends.push(piece.end, piece.end);
  }
  return {
    text: joined,
    originalRange: (start, end) => [starts[start] ?? text.length, ends[end - 1] ?? text.length],
  };
}
