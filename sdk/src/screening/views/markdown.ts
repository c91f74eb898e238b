import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";

// A link definition that nothing can link to: the customary way to write a comment in Markdown. Renderers hide it on a
// line of its own only, but within a line, a quote or a list it is meant to be taken for one as well.
const comment = /\[[^\]\n]{1,60}\]:[ ]{0,3}(?:#|<>)[ ]{1,3}["'(]([^\n]*)/g;
const ending = /["')][^"')]*$/;

/** Comments in Markdown, which no renderer shows. */
export function readMarkdownComments(view: View): View | undefined {
  if (!view.text.includes("]:")) return undefined;
  const writer = new ViewWriter(view);
  for (const match of view.text.matchAll(comment)) {
    const rest = match[1] ?? "";
    const end = match.index + match[0].length;
    const start = end - rest.length;
    const closing = rest.search(ending);
    writer.putRun(view.text, start, closing < 0 ? end : start + closing);
    writer.put(0x0a, end - 1);
  }
  return writer.length === 0 ? undefined : writer.finish("hidden-element", view.text.length);
}
