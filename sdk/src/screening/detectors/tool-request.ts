import { isMentioned } from "../language/mention.ts";
import { wordAt } from "../language/word-at.ts";
import { type Detector, type Finding, proseOf } from "./detector.ts";

const request =
  /\b(?:[Cc]all|[Ii]nvoke|[Uu]se|[Rr]un|[Ee]xecute|[Tt]rigger)\s(?:the\s)?[`'"]?(?:[a-z]{2,32}(?:_[a-z]{2,32}){1,4}|[a-z]{2,32}[A-Z]\w{1,32}|\w{2,32}\(\)?)[`'"]?\s(?:tool|function|api|plugin|action|endpoint|to\b|with\b|and\b|for\b|now\b)/g;

const named = /(?:tool|function|plugin|api|action)$/;

/** Manuals for programmers set names as code, or with parentheses. */
const isCode = (request: string): boolean => request.includes("`") || request.includes("()");

/** A tool named by its identifier, with a request to call it. */
export const toolRequest: Detector = {
  id: "tool-request",
  version: 3,
  message: "Asks the reader to call a tool.",
  owasp: "ASI02",
  find(readings) {
    return proseOf(readings).flatMap((reading) => {
      const findings: Finding[] = [];
      for (const match of reading.view.text.matchAll(request)) {
        const end = match.index + match[0].length;
        const at = wordAt(reading.words, match.index);
        findings.push({
          view: reading.view,
          start: match.index,
          end,
          score: isMentioned(reading.words, at, at)
            ? 0.1
            : named.test(match[0]) && !isCode(match[0])
              ? 0.4
              : 0.15,
        });
        if (findings.length >= 64) break;
      }
      return findings;
    });
  },
};
