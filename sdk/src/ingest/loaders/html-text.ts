import type { DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

export interface HtmlText {
  readonly title: string | undefined;
  /** The text that a browser would show, one block per line. */
  readonly text: string;
}

/** Reads an HTML page as a person would: without comments, scripts and elements that are styled away. */
export async function readHtml(html: string): Promise<HtmlText> {
  const { parse } = await import("parse5");
  const pieces: string[] = [];
  let title: string | undefined;
  walk(parse(html), (node) => {
    if (node.nodeName === "#text")
      pieces.push((node as DefaultTreeAdapterTypes.TextNode).value.replace(/\s+/g, " "));
    if (!isElement(node)) return true;
    if (node.tagName === "title") title ??= textOf(node).trim() || undefined;
    if (isHidden(node)) return false;
    if (node.tagName === "br" || blocks.has(node.tagName)) pieces.push("\n");
    return true;
  });
  return { title, text: tidy(pieces.join("")) };
}

/** Cuts comments and hidden elements out of a text that may hold some HTML (Markdown), and touches nothing else. */
export async function removeHiddenHtml(text: string): Promise<string> {
  if (!text.includes("<")) return text;
  const { parseFragment } = await import("parse5");
  const cuts: { start: number; end: number }[] = [];
  walk(parseFragment(text, { sourceCodeLocationInfo: true }), (node) => {
    const hidden = node.nodeName === "#comment" || (isElement(node) && isHidden(node));
    const place = node.nodeName === "#document-fragment" ? undefined : (node as Element).sourceCodeLocation;
    if (hidden && place) cuts.push({ start: place.startOffset, end: place.endOffset });
    return !hidden;
  });
  cuts.sort((a, b) => a.start - b.start);
  let visible = "";
  let from = 0;
  for (const cut of cuts) {
    if (cut.start > from) visible += text.slice(from, cut.start);
    from = Math.max(from, cut.end);
  }
  return visible + text.slice(from);
}

const blocks = new Set(
  (
    "address article aside blockquote dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main " +
    "nav ol p pre section table td th tr ul"
  ).split(" "),
);
const unseen = new Set("script style template noscript iframe object svg title textarea".split(" "));

/** What browsers don't show, by the element itself: attributes and inline style (style sheets are not run). */
function isHidden(element: Element): boolean {
  if (unseen.has(element.tagName)) return true;
  const attribute = (name: string) => element.attrs.find((one) => one.name === name)?.value;
  if (attribute("hidden") !== undefined || attribute("aria-hidden") === "true") return true;
  if (element.tagName === "input" && attribute("type") === "hidden") return true;
  return hidingStyles.test((attribute("style") ?? "").toLowerCase().replace(/\s+/g, ""));
}

const hidingStyles =
  /display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0*)?(?![.\d])|font-size:0(?:px|pt|em|rem|%)?(?![.\d])|font-size:0?\.\d+|font-size:1px|(?:left|top|text-indent|margin-left):-\d{3,}|clip:rect\(0|color:transparent|(?:max-)?(?:height|width):0(?:px)?(?![.\d])/;

function isElement(node: Node): node is Element {
  return "tagName" in node;
}

function textOf(element: Element): string {
  return element.childNodes
    .map((node) => (node.nodeName === "#text" ? (node as { value: string }).value : ""))
    .join("");
}

/** In document order, without recursion: a hostile page may be nested a hundred thousand deep. */
function walk(root: Node, visit: (node: Node) => boolean): void {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!visit(node) || !("childNodes" in node)) continue;
    for (let index = node.childNodes.length - 1; index >= 0; index--) stack.push(node.childNodes[index]!);
  }
}

function tidy(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}
