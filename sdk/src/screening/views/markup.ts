import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";
import { readEntity } from "./entities.ts";
import { concealsContent, isVoidElement, readTag } from "./tags.ts";

/** Markup split into what a browser shows and what it does not. */
export interface MarkupViews {
  /** Absent when the text holds no markup. */
  readonly visible?: View;
  readonly hidden: readonly View[];
}

const looksLikeMarkup = /<[a-z!/?]|&#?\w{2,31};|\]:\s*#|\[\/\/\]/i;
const unreadElement = /^(?:script|style|template|noscript|noframes)$/;
const codeElement = /^(?:script|style)$/;
const inlineElement =
  /^(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)$/;
const spokenAttribute = /^(?:alt|title|content|value|placeholder|summary|label|aria-\w+|data-[\w-]+|srcdoc)$/;
/** Three words and more, or writing that may do without spaces: "text/html; charset=UTF-8" says nothing. */
const isPhrase = /\s\S+\s|\P{ASCII}/u;

function endOfPlain(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text.charCodeAt(end) !== 0x26 && text.charCodeAt(end) !== 0x3c) end += 1;
  return end;
}

/**
 * Separates the visible text of HTML or Markdown from comments, attributes and elements that a style hides.
 * One pass with no backtracking; broken markup is read as text.
 */
export function separateMarkup(view: View): MarkupViews {
  const { text } = view;
  if (!looksLikeMarkup.test(text)) return { hidden: [] };
  const visible = new ViewWriter(view);
  const comments = new ViewWriter(view);
  const concealed = new ViewWriter(view);
  const attributes = new ViewWriter(view);
  const scripts = new ViewWriter(view);
  // Open elements that hide their content, innermost last; nothing else needs a stack.
  const hiding: string[] = [];
  const writerNow = () => {
    const element = hiding[hiding.length - 1];
    return element === undefined ? visible : codeElement.test(element) ? scripts : concealed;
  };
  const lastComment = text.lastIndexOf("-->");
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === 0x26) {
      const entity = readEntity(text, i);
      const writer = writerNow();
      if (entity === undefined) writer.put(code, i);
      else for (let j = 0; j < entity.text.length; j += 1) writer.put(entity.text.charCodeAt(j), i);
      i = entity?.end ?? i + 1;
    } else if (code === 0x3c && text.startsWith("<!--", i) && i < lastComment) {
      const end = text.indexOf("-->", i + 4);
      comments.putFragment(text.slice(i + 4, end), i + 4, end);
      i = end + 3;
    } else if (code === 0x3c) {
      const tag = readTag(text, i);
      if (tag === undefined) {
        visible.put(code, i);
        i += 1;
        continue;
      }
      if (tag.closing) {
        const opener = hiding.lastIndexOf(tag.name);
        if (opener >= 0) hiding.length = opener;
      } else if (
        (concealsContent(tag) || unreadElement.test(tag.name)) &&
        !isVoidElement(tag) &&
        hiding.length < 64
      ) {
        hiding.push(tag.name);
      }
      for (const attribute of tag.attributes) {
        if (spokenAttribute.test(attribute.name) && isPhrase.test(attribute.value)) {
          attributes.putFragment(text.slice(attribute.start, attribute.end), attribute.start, attribute.end);
        }
      }
      if (!inlineElement.test(tag.name)) visible.put(0x0a, i);
      i = tag.end;
    } else {
      const end = endOfPlain(text, i);
      writerNow().putRun(text, i, end);
      i = end;
    }
  }
  const hidden: View[] = [];
  if (comments.length > 0) hidden.push(comments.finish("markup-comment", text.length));
  if (concealed.length > 0) hidden.push(concealed.finish("hidden-element", text.length));
  if (scripts.length > 0) hidden.push(scripts.finish("script", text.length));
  if (attributes.length > 0) hidden.push(attributes.finish("markup-attribute", text.length));
  return { visible: visible.finish("visible", text.length, view.depth), hidden };
}
