/** How a piece of text is carried. Everything but `raw` and `visible` is not what a reader of the page sees. */
export type Channel =
  | "raw"
  | "visible"
  | "tag-characters"
  | "variation-selectors"
  | "zero-width-bits"
  | "markup-comment"
  | "hidden-element"
  | "markup-attribute"
  | "script"
  | "base64"
  | "base32"
  | "hexadecimal"
  | "binary"
  | "decimal-codes"
  | "morse"
  | "escapes"
  | "rot13"
  | "reversed"
  | "spelled-out"
  | "fragments"
  | "run-together"
  | "leetspeak"
  | "scrambled";

/** One reading of the text under test, with the way back to the original. */
export interface View {
  readonly channel: Channel;
  /** 0 for the text itself, 1 for what was decoded from it, 2 for what was decoded from that. */
  readonly depth: number;
  readonly text: string;
  /** UTF-16 offset in the original for each character and for the end; absent when they are the same. */
  readonly origins?: Uint32Array;
}

/** The span of the original (end exclusive) that `start..end` of the view came from. */
export function originalSpan(view: View, start: number, end: number): { start: number; end: number } {
  if (view.origins === undefined || end <= start) return { start, end };
  const first = view.origins[start] ?? 0;
  const last = view.origins[end - 1] ?? first;
  // A reversed view runs backwards through the original.
  if (last < first) return { start: last, end: first + 1 };
  // Line breaks that were added after the last character stand for nothing.
  const most = view.origins[view.origins.length - 1] ?? 0;
  return { start: Math.min(first, most), end: Math.min(most, Math.max(last + 1, view.origins[end] ?? 0)) };
}

const chunk = 8192;

/** Collects the characters of a view together with where each of them came from. */
export class ViewWriter {
  readonly #parent: View;
  #codes = new Uint16Array(1024);
  #origins = new Uint32Array(1024);
  #length = 0;

  constructor(parent: View) {
    this.#parent = parent;
  }

  get length(): number {
    return this.#length;
  }

  /** Appends one UTF-16 unit that stands at `offset` of the parent view. */
  put(code: number, offset: number): void {
    if (this.#length === this.#codes.length) this.#grow();
    this.#codes[this.#length] = code;
    this.#origins[this.#length] = this.#parent.origins?.[offset] ?? offset;
    this.#length += 1;
  }

  /** Appends the parent's own characters `start..end`. */
  putRun(text: string, start: number, end: number): void {
    while (this.#length + end - start > this.#codes.length) this.#grow();
    const origins = this.#parent.origins;
    for (let i = start; i < end; i += 1) {
      this.#codes[this.#length] = text.charCodeAt(i);
      this.#origins[this.#length] = origins === undefined ? i : (origins[i] ?? i);
      this.#length += 1;
    }
  }

  /** Appends a string that as a whole stands at `start..end` of the parent view, then a line break. */
  putFragment(text: string, start: number, end: number): void {
    const step = text.length === 0 ? 0 : (end - start) / text.length;
    for (let i = 0; i < text.length; i += 1) this.put(text.charCodeAt(i), start + Math.floor(i * step));
    this.put(0x0a, end);
  }

  finish(channel: Channel, end: number, depth = this.#parent.depth + 1): View {
    const origins = this.#origins.slice(0, this.#length + 1);
    origins[this.#length] = this.#parent.origins?.[end] ?? end;
    let text = "";
    for (let i = 0; i < this.#length; i += chunk) {
      text += String.fromCharCode(...this.#codes.subarray(i, Math.min(i + chunk, this.#length)));
    }
    return { channel, depth, text, origins };
  }

  #grow(): void {
    const codes = new Uint16Array(this.#codes.length * 2);
    codes.set(this.#codes);
    this.#codes = codes;
    const origins = new Uint32Array(codes.length + 1);
    origins.set(this.#origins.subarray(0, this.#length));
    this.#origins = origins;
  }
}
