import type { View } from "../view.ts";
import { ViewWriter } from "../view.ts";
import { readEntity } from "./entities.ts";
import { concealsContent, isVoidElement, readTag, type Tag } from "./tags.ts";

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

const ampersand = 0x26;
const lessThan = 0x3c;
const newline = 0x0a;
/** Hiding elements inside each other that are told apart; what is deeper belongs to the last of them. */
const deepest = 64;

function endOfPlain(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text.charCodeAt(end) !== ampersand && text.charCodeAt(end) !== lessThan)
    end += 1;
  return end;
}

/**
 * Separates the visible text of HTML or Markdown from comments, attributes and elements that a style hides.
 * One pass with no backtracking; broken markup is read as text.
 */
export function separateMarkup(view: View): MarkupViews {
  const { text } = view;
  if (!looksLikeMarkup.test(text)) return { hidden: [] };
  const parts = new MarkupParts(view);
  const lastComment = text.lastIndexOf("-->");
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === ampersand) i = parts.putEntity(i);
    else if (code !== lessThan) i = parts.putPlain(i);
    else if (text.startsWith("<!--", i) && i < lastComment) i = parts.putComment(i);
    else i = parts.putTag(i);
  }
  return parts.finish();
}

/** What goes where. Each `put…` reads one piece of markup and returns where it ends. */
class MarkupParts {
  readonly #view: View;
  readonly #text: string;
  readonly #visible: ViewWriter;
  readonly #comments: ViewWriter;
  readonly #concealed: ViewWriter;
  readonly #attributes: ViewWriter;
  readonly #scripts: ViewWriter;
  /** Open elements that hide their content, innermost last; nothing else needs a stack. */
  readonly #hiding: string[] = [];

  constructor(view: View) {
    this.#view = view;
    this.#text = view.text;
    this.#visible = new ViewWriter(view);
    this.#comments = new ViewWriter(view);
    this.#concealed = new ViewWriter(view);
    this.#attributes = new ViewWriter(view);
    this.#scripts = new ViewWriter(view);
  }

  putPlain(at: number): number {
    const end = endOfPlain(this.#text, at);
    this.#writer().putRun(this.#text, at, end);
    return end;
  }

  putEntity(at: number): number {
    const entity = readEntity(this.#text, at);
    const writer = this.#writer();
    if (entity === undefined) writer.put(ampersand, at);
    else for (let j = 0; j < entity.text.length; j += 1) writer.put(entity.text.charCodeAt(j), at);
    return entity?.end ?? at + 1;
  }

  putComment(at: number): number {
    const end = this.#text.indexOf("-->", at + 4);
    this.#comments.putFragment(this.#text.slice(at + 4, end), at + 4, end);
    return end + 3;
  }

  putTag(at: number): number {
    const tag = readTag(this.#text, at);
    if (tag === undefined) {
      this.#visible.put(lessThan, at);
      return at + 1;
    }
    if (tag.closing) this.#leave(tag);
    else this.#enter(tag);
    for (const { name, value, start, end } of tag.attributes) {
      if (spokenAttribute.test(name) && isPhrase.test(value))
        this.#attributes.putFragment(this.#text.slice(start, end), start, end);
    }
    if (!inlineElement.test(tag.name)) this.#visible.put(newline, at);
    return tag.end;
  }

  finish(): MarkupViews {
    const { length } = this.#text;
    const hidden: View[] = [];
    if (this.#comments.length > 0) hidden.push(this.#comments.finish("markup-comment", length));
    if (this.#concealed.length > 0) hidden.push(this.#concealed.finish("hidden-element", length));
    if (this.#scripts.length > 0) hidden.push(this.#scripts.finish("script", length));
    if (this.#attributes.length > 0) hidden.push(this.#attributes.finish("markup-attribute", length));
    return { visible: this.#visible.finish("visible", length, this.#view.depth), hidden };
  }

  #enter(tag: Tag): void {
    const hides = concealsContent(tag) || unreadElement.test(tag.name);
    if (hides && !isVoidElement(tag) && this.#hiding.length < deepest) this.#hiding.push(tag.name);
  }

  #leave({ name }: Tag): void {
    const opener = this.#hiding.lastIndexOf(name);
    if (opener >= 0) this.#hiding.length = opener;
  }

  /** For text at this depth of elements. */
  #writer(): ViewWriter {
    const element = this.#hiding.at(-1);
    if (element === undefined) return this.#visible;
    return codeElement.test(element) ? this.#scripts : this.#concealed;
  }
}
