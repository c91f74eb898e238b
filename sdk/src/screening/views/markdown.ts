import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";

// A link definition that nothing can link to: the customary way to write a comment in Markdown.
const comment = /^[ ]{0,3}\[[^\]\n]{1,60}\]:[ ]{0,3}(?:#|<>)[ ]{1,3}["'(]([^\n]*)["')][ ]{0,3}$/gm;

/** Comments in Markdown, which no renderer shows. */
export function readMarkdownComments(view: View): View | undefined {
  if (!view.text.includes("]:")) return undefined;
  const writer = new ViewWriter(view);
  for (const match of view.text.matchAll(comment)) {
    const start = match.index + match[0].lastIndexOf(match[1] ?? "");
    writer.putRun(view.text, start, start + (match[1]?.length ?? 0));
    writer.put(0x0a, match.index + match[0].length - 1);
  }
  return writer.length === 0 ? undefined : writer.finish("hidden-element", view.text.length);
}
