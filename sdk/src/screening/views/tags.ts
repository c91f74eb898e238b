/** An HTML start or end tag, read just far enough to know what it hides. */
export interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly selfClosing: boolean;
  readonly attributes: readonly Attribute[];
  readonly end: number;
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
  /** Where the value stands. */
  readonly start: number;
  readonly end: number;
}

const longestTag = 16_384;
const tagName = /[a-z][\w:-]{0,63}/iy;
const attributeName = /[^\s=>/"'<]{1,64}/y;
const space = /[\s/]*/y;

/** Reads the tag at `start` (where a `<` stands), or undefined where there is none. Looks at most 16 KB ahead. */
export function readTag(text: string, start: number): Tag | undefined {
  const second = text.charCodeAt(start + 1);
  if (second === 0x21 || second === 0x3f) return readDeclaration(text, start);
  const closing = second === 0x2f;
  tagName.lastIndex = start + (closing ? 2 : 1);
  const name = tagName.exec(text)?.[0];
  if (name === undefined) return undefined;
  const attributes: Attribute[] = [];
  const limit = Math.min(text.length, start + longestTag);
  let i = tagName.lastIndex;
  while (i < limit) {
    space.lastIndex = i;
    space.exec(text);
    i = space.lastIndex;
    const code = text.charCodeAt(i);
    if (code === 0x3e) {
      const selfClosing = text.charCodeAt(i - 1) === 0x2f;
      return { name: name.toLowerCase(), closing, selfClosing, attributes, end: i + 1 };
    }
    attributeName.lastIndex = i;
    const attribute = attributeName.exec(text)?.[0];
    if (attribute === undefined) return undefined;
    i = attributeName.lastIndex;
    if (text.charCodeAt(i) !== 0x3d) continue;
    const value = readValue(text, i + 1, limit);
    if (value === undefined) return undefined;
    attributes.push({ name: attribute.toLowerCase(), ...value });
    i = value.next;
  }
  return undefined;
}

function readDeclaration(text: string, start: number): Tag | undefined {
  const end = text.slice(start, start + 1024).indexOf(">");
  if (end < 0) return undefined;
  return { name: "!", closing: false, selfClosing: true, attributes: [], end: start + end + 1 };
}

function readValue(text: string, start: number, limit: number) {
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'") {
    const length = text.slice(start + 1, limit).indexOf(quote);
    if (length < 0) return undefined;
    const end = start + 1 + length;
    return { value: text.slice(start + 1, end), start: start + 1, end, next: end + 1 };
  }
  let end = start;
  while (end < limit && !/[\s>]/.test(text.charAt(end))) end += 1;
  return { value: text.slice(start, end), start, end, next: end };
}

const voidElement = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|!)$/;

export const isVoidElement = (tag: Tag): boolean => tag.selfClosing || voidElement.test(tag.name);

const hidingStyle =
  /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?(?![.\d])|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em|rem|%)?(?![\d.])|(?:left|top|text-indent|margin-left)\s*:\s*-\d{3,}|(?:max-)?(?:width|height)\s*:\s*0(?:px)?(?![\d.])|clip(?:-path)?\s*:\s*(?:rect\(0|inset\(100%|inset\(50%)|mso-hide\s*:\s*all|transform\s*:\s*scale\(0/i;
const textColor = /(?:^|[;\s"])color\s*:\s*(#[\da-f]{3,8}|[a-z]+|rgba?\([^)]{1,40}\))/i;
const backColor = /background(?:-color)?\s*:\s*(#[\da-f]{3,8}|[a-z]+|rgba?\([^)]{1,40}\))/i;
const paleColor =
  /^(?:#fff|#ffff|#ffffff|#ffffffff|#fe?fe?fe?|white|snow|ivory|transparent|rgba?\(\s*255\s*,\s*255\s*,\s*255.*|rgba\(.*,\s*0(?:\.0+)?\s*\))$/i;

/** Text in the colour of what is behind it, which is white unless told otherwise. */
function vanishes(color: string, back: string | undefined): boolean {
  if (back?.toLowerCase() === color.toLowerCase()) return true;
  return paleColor.test(color) && (back === undefined || paleColor.test(back));
}

/** Whether a tag's style or attributes keep its content from a reader: not displayed, no size, or white on white. */
export function concealsContent(tag: Tag): boolean {
  for (const { name, value } of tag.attributes) {
    if (name === "color" && paleColor.test(value)) return true;
    if (name !== "style") continue;
    const style = value.slice(0, 2048);
    if (hidingStyle.test(style)) return true;
    const color = textColor.exec(style)?.[1];
    const back = backColor.exec(style)?.[1];
    if (color !== undefined && vanishes(color, back)) return true;
  }
  return false;
}
