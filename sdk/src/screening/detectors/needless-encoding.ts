import type { Detector, Finding } from "./detector.ts";

// Entities, percent codes and escapes of plain ASCII letters: no program writes them, for none needs them.
const encodedLetter =
  /(?:&#(?:6[5-9]|[78]\d|9[07-9]|1[01]\d|12[0-2]);?|&#x(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]);?|%(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])|\\(?:u00|x|u\{)(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])\}?)/gi;
const reach = 40;
const fewest = 8;

/** Plain letters written as codes, which hides words from filters but not from a model. */
export const needlessEncoding: Detector = {
  id: "needless-encoding",
  version: 1,
  message: "Writes plain letters as codes, which only hides what the words say.",
  owasp: "LLM01",
  find({ original }) {
    const findings: Finding[] = [];
    let start = -1;
    let end = -1;
    let count = 0;
    const close = () => {
      if (count >= fewest)
        findings.push({ view: original, start, end, score: count >= fewest * 3 ? 0.6 : 0.4 });
    };
    for (const match of original.text.matchAll(encodedLetter)) {
      if (count > 0 && match.index - end <= reach) count += 1;
      else {
        close();
        start = match.index;
        count = 1;
      }
      end = match.index + match[0].length;
      if (findings.length >= 32) return findings;
    }
    close();
    return findings;
  },
};
