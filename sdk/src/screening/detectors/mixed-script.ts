import { scriptTwin } from "../views/confusables.ts";
import type { Detector, Finding } from "./detector.ts";

const joint =
  /[A-Za-z][\u0370-\u03ff\u0400-\u04ff\u0530-\u058f\u13a0-\u13ff]|[\u0370-\u03ff\u0400-\u04ff\u0530-\u058f\u13a0-\u13ff][A-Za-z]/g;
const letter = /[\p{L}\d]/u;
const longestWord = 64;
const fewestLatin = 2;

/** Words that mix Latin letters with look-alikes of other scripts: they are not what they seem. */
export const mixedScript: Detector = {
  id: "mixed-script",
  version: 1,
  message: "Mixes look-alike letters of several scripts within words.",
  owasp: "LLM01",
  find({ original }) {
    const places: Omit<Finding, "score">[] = [];
    let done = 0;
    for (const { index } of original.text.matchAll(joint)) {
      if (index < done) continue;
      const { start, end } = wordAround(original.text, index);
      done = end;
      const letters = Array.from(original.text.slice(start, end));
      const latin = letters.filter((sign) => /[a-z]/i.test(sign)).length;
      const twins = letters.filter((sign) => scriptTwin.has(sign.codePointAt(0) ?? 0)).length;
      // "Δx" and "5 mΩ" are formulas; a word has Latin letters and only look-alikes among them.
      if (latin < fewestLatin || twins === 0 || latin + twins < letters.length) continue;
      places.push({ view: original, start, end });
      if (places.length >= 64) break;
    }
    return places.map((place) => ({ ...place, score: places.length >= 3 ? 0.7 : 0.15 }));
  },
};

function wordAround(text: string, at: number): { start: number; end: number } {
  let start = at;
  let end = at + 2;
  while (start > 0 && at - start < longestWord && letter.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && end - at < longestWord && letter.test(text.charAt(end))) end += 1;
  return { start, end };
}
