import { isMentioned } from "../language/mention.ts";
import { moodOf } from "../language/mood.ts";
import { wordAt } from "../language/word-at.ts";
import { type Detector, type Finding, proseOf, type Reading } from "./detector.ts";

const target = String.raw`(?:[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|https?:\/\/[^\s"'<>)]{4,300})`;
const data =
  "(?:conversation|chat(?: history)?|context|system prompt|prompts?|messages?|e-?mails?|inbox|mailbox|documents?|files?|contacts?|customers?|records?|credentials?|passwords?|tokens?|api[ -]?keys?|secrets?|keys?|data|database|list|history|details|information|contents?|summary|invoices?|reports?|balances?|transactions?|statements?)";
const request = new RegExp(
  String.raw`\b(?:send|forward|e-?mail|mail|upload|post|transmit|exfiltrate|leak|copy|bcc|cc|submit|relay|deliver|report|append|share)\b[^.!?\n]{0,80}\b${data}\b[^!?\n]{0,80}?\b(?:to|at|with|via|into)\b[^!?\n\]]{0,24}?${target}`,
  "gi",
);

/** An order to send data to an address that the text itself brings along. */
export const exfiltrationRequest: Detector = {
  id: "exfiltration-request",
  version: 2,
  message: "Asks to send data to an address given in the text.",
  owasp: "LLM02",
  find(readings) {
    return proseOf(readings).flatMap(findRequests);
  },
};

function findRequests({ view, words }: Reading): Finding[] {
  const findings: Finding[] = [];
  for (const match of view.text.matchAll(request)) {
    const at = wordAt(words, match.index);
    const mood = moodOf(words, at);
    const score = isMentioned(words, at, at)
      ? 0.1
      : mood === "reported"
        ? 0.1
        : sweeping.test(match[0])
          ? 0.5
          : owned.test(match[0])
            ? 0.2
            : 0.05;
    findings.push({ view, start: match.index, end: match.index + match[0].length, score });
    if (findings.length >= 64) break;
  }
  return findings;
}

/** "An e-mail" may go anywhere; what belongs to somebody may not. */
const owned = /\b(?:my|our|his|her|their|the (?:user|customer|client|patient|employee)(?:'|’)?s?)\b/i;

/** Nobody honest asks for all of it in a document. */
const sweeping =
  /\b(?:all|every|entire|whole|full|any|complete)\b|\b(?:conversation|system prompt|chat history|context|inbox|mailbox|credentials?|passwords?|api[ -]?keys?|secrets?|database|customer (?:list|data|records?))\b/i;
