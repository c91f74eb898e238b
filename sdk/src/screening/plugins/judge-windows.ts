import type { PluginOpinion } from "./plugin.ts";

/**
 * Judges a text that is longer than a model reads, in windows that overlap by half. The surest counts, and no part of
 * the text goes unread: when time runs out there is no opinion at all.
 */
export async function judgeWindows(
  text: string,
  size: number,
  signal: AbortSignal,
  judge: (window: string) => Promise<number>,
): Promise<PluginOpinion> {
  let best = { score: 0, start: 0, end: text.length };
  const step = Math.max(1, Math.floor(size / 2));
  for (let start = 0; start === 0 || start + step < text.length; start += step) {
    signal.throwIfAborted();
    const end = Math.min(text.length, start + size);
    const score = await judge(text.slice(start, end));
    if (score > best.score) best = { score, start, end };
  }
  return best;
}
