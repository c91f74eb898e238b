import type { Detector, Finding } from "./detector.ts";

const assignment = /\b([a-z]\w{0,11})\s{0,2}[:=]\s{0,2}(["'])([^"'\n]{1,200})\2/gi;
const sum = /\b[a-z]\w{0,11}(?:\s{0,2}\+\s{0,2}[a-z]\w{0,11}){1,12}\b/gi;
const joining =
  /\b(?:concatenate|combine|join|merge|assemble|put together|append)\b[^.\n]{0,60}\b(?:strings?|parts?|pieces?|fragments?|variables?|words|letters|segments?|chunks?)\b[^.\n]{0,120}\b(?:execute|follow|do|run|answer|perform|obey|comply|carry out|respond|act)\b/gi;

/** An order cut into variables or parts that the reader is to put together and carry out. */
export const payloadSplitting: Detector = {
  id: "payload-splitting",
  version: 1,
  message: "Splits an instruction into parts that the reader is to put together.",
  owasp: "LLM01",
  find({ visible, concealed }) {
    return [visible, ...concealed].flatMap(({ view }) => {
      const findings: Finding[] = [];
      for (const match of view.text.matchAll(joining)) {
        findings.push({ view, start: match.index, end: match.index + match[0].length, score: 0.55 });
        if (findings.length >= 32) return findings;
      }
      const names = new Set(
        Array.from(view.text.matchAll(assignment), (match) => (match[1] ?? "").toLowerCase()),
      );
      if (names.size < 2) return findings;
      for (const match of view.text.matchAll(sum)) {
        const parts = match[0].toLowerCase().split(/\s*\+\s*/);
        if (!parts.every((part) => names.has(part)) || new Set(parts).size < 2) continue;
        // Code adds strings too; prose that says what to do with the sum is another matter.
        findings.push({
          view,
          start: match.index,
          end: match.index + match[0].length,
          score: isProse(view.text, match.index) ? 0.5 : 0.1,
        });
        if (findings.length >= 32) break;
      }
      return findings;
    });
  },
};

function isProse(text: string, at: number): boolean {
  const around = text.slice(Math.max(0, at - 120), at + 120);
  return /\b(?:let's|assume|we have|answer|follow|execute|write down|what is|tell me|respond|obey)\b/i.test(
    around,
  );
}
