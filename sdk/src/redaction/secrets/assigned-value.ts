/** What a name is given, in any language's way of giving. */
export interface AssignedValue {
  readonly start: number;
  readonly end: number;
  /** Its beginning, as much as is needed to judge it. */
  readonly text: string;
  readonly quoted: boolean;
  /** What follows the word in the name: `Id` of `credentialId`. */
  readonly name: string;
  /** The signs between name and value; empty where only a space or a word stands there. */
  readonly assigned: string;
  /** The value is the name of a function or a table that is asked for it: `getpass()`, `config["key"]`. */
  readonly calls: boolean;
}

/** The value given to the name that holds `text.slice(wordStart, end)`, exactly, or undefined where nothing is. */
export function valueAfter(text: string, wordStart: number, end: number): AssignedValue | undefined {
  assignment.lastIndex = end;
  const match = assignment.exec(text);
  // "postgres://…" assigns nothing, nor does the user's name in "nats://token:…".
  if (match === null || /^:?\/\//.test(text.slice(end + match[0].length - 1, end + match[0].length + 2)))
    return undefined;
  if (text.startsWith("//", wordStart - 2) && text[end] === ":") return undefined;
  const start = end + match[0].length;
  // Two quotes with nothing between them.
  if (/(["'`])\1$/.test(match[0]) && /[\s,;)\]}]/.test(text[start] ?? " ")) return undefined;
  const name = match[1] ?? "";
  const isFlag = /(?:^|\s)--[\w-]{0,40}$/.test(text.slice(Math.max(0, wordStart - 43), wordStart));
  const assigned = (match[2] ?? "").trim() || (isFlag ? "--" : "");
  const quote = /["'`]$/.exec(match[0])?.[0];
  const inside = quote === undefined ? undefined : matchAt(inQuotes[quote], text, start);
  if (inside !== undefined)
    return {
      start,
      end: start + inside.length,
      text: inside.slice(0, judged),
      quoted: true,
      name,
      assigned,
      calls: false,
    };

  const query = isQuery(text, wordStart);
  const value = matchAt(query ? inQuery : bare, text, start)?.replace(
    quote === undefined ? /[.:?]+$/ : /$^/,
    "",
  );
  if (value === undefined || value.length < shortest) return undefined;
  const valueEnd = start + value.length;
  const calls = quote === undefined && /^(?:\(|\[["'\w]|>\w)/.test(text.slice(valueEnd, valueEnd + 2));
  return {
    start,
    end: valueEnd,
    text: value.slice(0, judged),
    quoted: quote !== undefined,
    name,
    assigned,
    calls,
  };
}

/** Where a value that was judged by its beginning really ends. */
export function wholeEnd(text: string, wordStart: number, { start, end, quoted }: AssignedValue): number {
  if (quoted || end - start < judged) return end;
  return (
    start + (matchAt(isQuery(text, wordStart) ? longInQuery : longBare, text, start)?.length ?? end - start)
  );
}

const shortest = 4;
const judged = 128;

/** The rest of the name, the signs that assign, and a quote. */
const assignment = new RegExp(
  [
    // What ends the name: `_KEY`, `"]`, `)`, a type. None of it begins like a word: so a name is never read in part.
    /([\w.-]{0,40})(?!\w)(?:\\{0,2}["'`\]}*]){0,3}\)?(?:[ \t]{1,4}(?:string|str|String|&str|text))?/,
    /[ \t]{0,4}/,
    "(",
    [
      /={2,3}|!==?|[:?.|]{0,3}=>?|:{1,3}|->|→|：/,
      // An argument after it, or its own.
      /,(?=\s?["'`])|\((?=\s{0,3}[bru]?["'`])|(?<=\s)(?=["'`])/,
      /[ \t](?:is|are|was|lautet|est|es|to|ist)(?:[ \t]?:)?(?=[ \t])/,
      />(?:\s{0,24}<[\w:]{1,24}>)?(?:\n[ \t]{0,12})?/,
      /(?<=(?:^|\s)--?[\w-]{1,40})(?=[ \t])/,
      // A pair of fields, the first of which holds the name.
      /\\?["']?[,\s]{1,24}-?\s{0,4}\\?["']?(?:\w{1,12}:)?[Vv]alue\\?["']?\s{0,3}[:=]/,
    ]
      .map((each) => each.source)
      .join("|"),
    ")",
    /[ \t]{0,12}(?:[bru](?=["']))?(?:\\{0,3}["'`]|\\u0022)?(?:(?:bearer|basic|token|api-token) {1,2})?(?:\\{0,3}["'`])?/,
  ]
    .map((each) => (typeof each === "string" ? each : each.source))
    .join(""),
  "iy",
);

const bare = /[^\s"'`,;<>()[\]{}\\]{1,128}/y;
const longBare = /[^\s"'`,;<>()[\]{}\\]{1,8192}/y;
const inQuery = /[^\s"'`,;<>()[\]{}\\&#]{1,128}/y;
const longInQuery = /[^\s"'`,;<>()[\]{}\\&#]{1,8192}/y;
/** With spaces no longer than a stream holds back: it may be cut at each of them. */
const inQuotes: Readonly<Record<string, RegExp>> = {
  '"': /[^"\s\\]{4,2048}(?=\\*")|[^"\n\\]{4,80}(?=\\*")/y,
  "'": /[^'\s\\]{4,2048}(?=\\*')|[^'\n\\]{4,80}(?=\\*')/y,
  "`": /[^`\s\\]{4,2048}(?=\\*`)|[^`\n\\]{4,80}(?=\\*`)/y,
};

function matchAt(pattern: RegExp | undefined, text: string, at: number): string | undefined {
  if (pattern === undefined) return undefined;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Whether the name is that of a parameter in a URL or a form: the next `&` ends its value. */
function isQuery(text: string, wordStart: number): boolean {
  return /[?&;#][\w.-]{0,40}$/.test(text.slice(Math.max(0, wordStart - 41), wordStart));
}
