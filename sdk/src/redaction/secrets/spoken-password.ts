import { untilPlaceholder } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";
import { namesIn } from "./credential-words.ts";
import { addressAround } from "./in-address.ts";
import { looksLikePassword } from "./password-like.ts";
import { isCalledPublic } from "./public-value.ts";
import { passwordNames } from "./secret-names.ts";

/** "New password for bob: …", "use password … to open it": a word that can only be a password, soon after one for it. */
export const spokenPasswordRecogniser: Recogniser = {
  name: "spoken-password",
  types: ["SECRET"],
  *find(scan) {
    const { text } = scan;
    let from = 0;
    for (const { word, end } of namesIn(scan)) {
      if (end < from || !spoken.has(word) || continuesName.test(text.slice(end, end + 2))) continue;
      const line = untilPlaceholder(text.slice(end, end + window + longest).split("\n", 1)[0] ?? "");
      for (const { 0: found, index } of line.matchAll(candidate)) {
        if (index > window) break;
        const value = found.replace(/[.:?]+$/, "");
        const start = end + index;
        if (!looksLikePassword(value) || isCalledPublic(text, start, value)) continue;
        if (addressAround(text, start) !== undefined || isAbbreviated(text, start, value)) continue;
        from = start + value.length;
        yield {
          start,
          end: from,
          type: "SECRET",
          score: 0.6,
          evidence: "contextual",
          recogniser: "spoken-password",
          why: [`after "${word}"`],
        } satisfies Finding;
      }
    }
  },
};

/** "passwordHash" and "password.py", but not "passwords". */
const continuesName = /^(?!s(?:\W|$))[-.]?\w/;
const spoken = new Set([...passwordNames, "pw"]);
/** How far after the word it may begin. */
const window = 48;
const longest = 64;
const candidate = /(?<![^\s"'`(:=[,])[^\s"'`,;()[\]<>{}=\\:][^\s"'`,;()[\]<>{}=\\]{5,63}(?![^\s"'`,;)\]:.])/g;

/** A commit as logs and lists of changes cite it: `([a1b2c3d](…))`, `(a1b2c3d)` at a line's end, `a1b2c3d ("Fix …")`. */
function isAbbreviated(text: string, start: number, value: string): boolean {
  const end = start + value.length;
  return (
    /^[\da-f]{7,12}$/.test(value) &&
    /^(?:`?\]\(|[)\]](?:\n|$)| \(")/.test(text.slice(end, end + 3)) &&
    (/[[(`]/.test(text[start - 1] ?? "") || text[end] === " ")
  );
}
