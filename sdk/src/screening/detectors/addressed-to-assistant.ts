import { attackTalk, isMentioned } from "../language/mention.ts";
import { wordAt } from "../language/word-at.ts";
import { type Detector, type Finding, proseOf, type Reading } from "./detector.ts";

const name = String.raw`(?:ai|a\.i\.|llm|gpt|chatgpt|chat-?bot|claude|gemini|copilot|language model|virtual assistant|(?:ai|llm)[ -](?:assistant|agent|model|system|reader|bot)|assistant|summari[sz]er)s?`;
const address = new RegExp(
  [
    String.raw`\b(?:attention|note|notice|message|instructions?|important|dear|hey|hello|hi|warning|reminder|memo|directive)\b[\s:,!-]{0,3}(?:(?:to|for|all|any|the|every|my|our|future)\s){0,3}${name}\b(?!['’])`,
    String.raw`\bif (?:you are|you're|youre|this is being (?:read|processed|summari[sz]ed) by|being read by) (?:(?:an?|the|any) )?${name}\b`,
    String.raw`(?:^|[\n.!?"'(\[]\s{0,2})${name}(?: reading this)?\s?(?:,|(?<!assistant\s?):)\s(?:please|you must|you should|you are|do|ignore|disregard|send|when|note|always|never|stop)\b`,
    String.raw`\bas an? ${name},? (?:you (?:must|should|shall|need|are|will)|your)\b`,
    String.raw`\b(?:all )?${name} (?:reading|processing|summari[sz]ing|parsing|analy[sz]ing|handling) this\b`,
  ].join("|"),
  "gi",
);

/** Text that speaks to the model that reads it, which no document for people does. */
export const addressedToAssistant: Detector = {
  id: "addressed-to-assistant",
  version: 2,
  message: "Speaks to an AI that reads the document, instead of to people.",
  owasp: "LLM01",
  find(readings) {
    return proseOf(readings).flatMap(findAddresses);
  },
};

function findAddresses(reading: Reading): Finding[] {
  const findings: Finding[] = [];
  for (const match of reading.view.text.matchAll(address)) {
    const end = match.index + match[0].length;
    const first = wordAt(reading.words, match.index);
    const last = wordAt(reading.words, end - 1);
    const score = isMentioned(reading.words, first, last)
      ? 0.15
      : attackTalk(reading.words, first, last) >= 3 || goesOn(reading.view.text, match[0], end)
        ? 0.4
        : 0.8;
    findings.push({ view: reading.view, start: match.index, end, score });
    if (findings.length >= 64) break;
  }
  return findings;
}

/** "Instructions for Claude can be kept in a file" is about them and does not speak to it. */
const goesOn = (text: string, match: string, end: number): boolean =>
  /^(?:instructions?|notes?|messages?|directives?)\b/i.test(match) && /^[ \w]/.test(text.slice(end, end + 1));
