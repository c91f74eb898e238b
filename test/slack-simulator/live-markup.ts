import type { SimulatedBlock } from "./block-kit.ts";

/**
 * What a reader could click, or be called by, in a message: mentions, broadcasts, links. Slack's rules: plain_text
 * and rich text are never parsed; markup always obeys `<…>`, and without `verbatim` also turns bare addresses,
 * channels and broadcasts into live ones. Our own `<!date^…>` is not alive.
 */
export function findLiveMarkup(message: {
  readonly text?: string | undefined;
  readonly parse?: string | undefined;
  readonly link_names?: boolean | undefined;
  readonly mrkdwn?: boolean | undefined;
  readonly blocks?: readonly SimulatedBlock[] | undefined;
}): readonly string[] {
  const isParsed = message.parse !== "none";
  const found =
    message.text === undefined ? [] : [...angled(message.text), ...(isParsed ? bare(message.text) : [])];
  for (const text of markupTexts(message.blocks ?? [])) {
    found.push(...angled(text.text));
    if (text.verbatim !== true) found.push(...bare(text.text));
  }
  return found;
}

interface Markup {
  readonly type: "mrkdwn";
  readonly text: string;
  readonly verbatim?: boolean | undefined;
}

function markupTexts(value: unknown): readonly Markup[] {
  if (typeof value !== "object" || value === null) return [];
  if ((value as { type?: unknown }).type === "mrkdwn") return [value as Markup];
  return Object.values(value).flatMap(markupTexts);
}

const angled = (text: string) =>
  [...text.matchAll(/<[@#!a-z][^>]*>/gi)]
    .map(([match]) => match)
    .filter((match) => !/^<!date\^\d+\^[^^|]*\|/.test(match));
const bare = (text: string) =>
  [...text.matchAll(/(?:https?:\/\/|www\.)\S+|\bmailto:\S+|(?:^|\s)[@#][\w-]+|[\w.+-]+@[\w-]+\.\w+/gi)].map(
    ([match]) => match,
  );
