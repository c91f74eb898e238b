/** Whether a path matches. */
export type Glob = (path: string) => boolean;

type Token =
  | { readonly type: "literal"; readonly text: string }
  | { readonly type: "one" | "star" | "open" | "comma" | "close" }
  | {
      readonly type: "class";
      readonly isNegated: boolean;
      readonly ranges: readonly (readonly [string, string])[];
    };

const mostAlternatives = 256;

/**
 * Compiles a glob: `*` and `?` within a name, `**` for any folders, `[a-z]`, `[!a-z]`, `{one,two}`, and `\` before what is
 * meant literally. Paths come from whoever writes files and patterns from whoever searches, so no regular expression is
 * made of them: matching takes the product of their lengths at most.
 *
 * @throws {TypeError} for what other globs know and this one does not: it must not be taken for something else.
 */
export function createGlob(pattern: string): Glob {
  const alternatives = expand(pattern, readTokens(pattern.replace(/^\.\//, ""))).map(toFolders);
  return (path) => {
    const names = path.split("/").map((name) => Array.from(name));
    return alternatives.some((folders) => matchFolders(folders, names));
  };
}

function readTokens(pattern: string): Token[] {
  if (pattern === "" || pattern.startsWith("!")) throw refuse(pattern, "is empty or begins with !");
  if (/[@!+*?]\(/.test(pattern)) throw refuse(pattern, "has a bracket after one of @!+*?");
  const tokens: Token[] = [];
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at++) {
    const text = characters[at]!;
    if (text === "\\") {
      const escaped = characters[++at];
      if (escaped === undefined) throw refuse(pattern, "ends with \\");
      tokens.push({ type: "literal", text: escaped });
    } else if (text === "*") tokens.push({ type: "star" });
    else if (text === "?") tokens.push({ type: "one" });
    else if (text === "{") tokens.push({ type: "open" });
    else if (text === ",") tokens.push({ type: "comma" });
    else if (text === "}") tokens.push({ type: "close" });
    else if (text === "[") {
      const end = characters.indexOf("]", at + 2);
      if (end === -1) throw refuse(pattern, "has a [ without ]");
      tokens.push(classOf(characters.slice(at + 1, end)));
      at = end;
    } else tokens.push({ type: "literal", text });
  }
  return tokens;
}

function classOf(characters: readonly string[]): Token {
  const isNegated = characters[0] === "!" || characters[0] === "^";
  const ranges: [string, string][] = [];
  for (let at = isNegated ? 1 : 0; at < characters.length; at++) {
    const from = characters[at]!;
    const isRange = characters[at + 1] === "-" && at + 2 < characters.length;
    ranges.push([from, isRange ? characters[at + 2]! : from]);
    if (isRange) at += 2;
  }
  return { type: "class", isNegated, ranges };
}

/** One list of tokens for each way to choose from the braces. */
function expand(pattern: string, tokens: readonly Token[]): (readonly Token[])[] {
  const open = tokens.findIndex(({ type }) => type === "open");
  if (open === -1) return [tokens];
  const options: Token[][] = [[]];
  let depth = 0;
  for (let at = open + 1; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.type === "close" && depth === 0) {
      const tails = expand(pattern, tokens.slice(at + 1));
      const heads = options.flatMap((option) => expand(pattern, option));
      if (heads.length * tails.length > mostAlternatives) throw refuse(pattern, "has too many alternatives");
      return heads.flatMap((head) => tails.map((tail) => [...tokens.slice(0, open), ...head, ...tail]));
    }
    if (token.type === "open") depth++;
    if (token.type === "close") depth--;
    if (token.type === "comma" && depth === 0) options.push([]);
    else options.at(-1)!.push(token);
  }
  throw refuse(pattern, "has a { without }");
}

/** The tokens of each name; undefined for `**`. */
function toFolders(tokens: readonly Token[]): (readonly Token[] | undefined)[] {
  const folders: Token[][] = [[]];
  for (const token of tokens) {
    if (token.type === "literal" && token.text === "/") folders.push([]);
    else folders.at(-1)!.push(token);
  }
  return folders.map((name) =>
    name.length === 2 && name.every(({ type }) => type === "star") ? undefined : name,
  );
}

function matchFolders(
  folders: readonly (readonly Token[] | undefined)[],
  names: readonly (readonly string[])[],
): boolean {
  return matchSequence(
    folders,
    names,
    (folder) => folder === undefined,
    (folder, name) => matchSequence(folder!, name, ({ type }) => type === "star", matchOne),
  );
}

function matchOne(token: Token, character: string): boolean {
  if (token.type === "one") return true;
  if (token.type === "literal") return token.text === character;
  if (token.type === "comma") return character === ",";
  if (token.type === "close") return character === "}";
  if (token.type !== "class") return false;
  return token.ranges.some(([from, to]) => from <= character && character <= to) !== token.isNegated;
}

/** Wildcards stand for any number of items. Only the last one met is ever tried again, which is enough. */
function matchSequence<P, T>(
  pattern: readonly P[],
  items: readonly T[],
  isWild: (part: P) => boolean,
  matches: (part: P, item: T) => boolean,
): boolean {
  let part = 0;
  let item = 0;
  let wild = -1;
  let resume = 0;
  while (item < items.length) {
    if (part < pattern.length && isWild(pattern[part]!)) {
      wild = part++;
      resume = item;
    } else if (part < pattern.length && matches(pattern[part]!, items[item]!)) {
      part++;
      item++;
    } else if (wild !== -1) {
      part = wild + 1;
      item = ++resume;
    } else return false;
  }
  while (part < pattern.length && isWild(pattern[part]!)) part++;
  return part === pattern.length;
}

function refuse(pattern: string, found: string): TypeError {
  return new TypeError(
    `The glob ${JSON.stringify(pattern)} ${found}. Known are *, ?, **, [a-z], {one,two}, and \\ before what is meant literally.`,
  );
}
