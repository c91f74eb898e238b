import { isMentioned } from "../language/mention.ts";
import { wordAt } from "../language/word-at.ts";
import type { Detector, Finding } from "./detector.ts";

const order =
  /\b(?:decode|decrypt|decipher|translate|unscramble|convert|read)\b[^.\n]{0,80}\b(?:base ?64|base32|rot ?13|hex(?:adecimal)?|morse|binary|cipher|caesar|encoded|reversed|backwards|leet ?speak|unicode)\b[^\n]{0,120}\b(?:follow|execute|obey|comply|carry (?:it )?out|do what|act on|run|perform|answer|respond|then do)\b/gi;

/** "Decode this and do what it says." */
export const encodedOrder: Detector = {
  id: "encoded-order",
  version: 1,
  message: "Asks to decode something and to do what it says.",
  owasp: "LLM01",
  find({ visible, concealed }) {
    return [visible, ...concealed].flatMap(({ view, words }) => {
      const findings: Finding[] = [];
      for (const match of view.text.matchAll(order)) {
        const at = wordAt(words, match.index);
        findings.push({
          view,
          start: match.index,
          end: match.index + match[0].length,
          score: isMentioned(words, at, at) ? 0.1 : 0.6,
        });
        if (findings.length >= 32) break;
      }
      return findings;
    });
  },
};
