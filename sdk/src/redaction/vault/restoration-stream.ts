import { openTokenLength } from "./token.ts";
import type { RestorationStream } from "./token-scope.ts";

/** Hands on what is complete: the end of a piece that may be the beginning of a token waits for the next one. */
export function openRestorationStream(restore: (text: string) => Promise<string>): RestorationStream {
  let held = "";
  return {
    async push(piece) {
      const text = held + piece;
      const complete = text.length - openTokenLength(text);
      held = text.slice(complete);
      return complete === 0 ? "" : restore(text.slice(0, complete));
    },
    async end() {
      const rest = held;
      held = "";
      return rest === "" ? "" : restore(rest);
    },
  };
}

export async function* restorePieces(
  source: AsyncIterable<string>,
  stream: RestorationStream,
): AsyncIterable<string> {
  for await (const piece of source) {
    const restored = await stream.push(piece);
    if (restored !== "") yield restored;
  }
  const rest = await stream.end();
  if (rest !== "") yield rest;
}
