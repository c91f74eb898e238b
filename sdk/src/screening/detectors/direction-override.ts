import type { Detector, Finding } from "./detector.ts";

const override = /[\u202d\u202e][^\u202c\n]{0,400}/g;

/** Characters that make text read in another order than it is stored. Right-to-left languages do without them. */
export const directionOverride: Detector = {
  id: "direction-override",
  version: 1,
  message: "Forces text to be shown in another order than it is read in.",
  owasp: "LLM01",
  find({ original }) {
    const findings: Finding[] = [];
    for (const match of original.text.matchAll(override)) {
      findings.push({ view: original, start: match.index, end: match.index + match[0].length, score: 0.4 });
      if (findings.length >= 32) break;
    }
    return findings;
  },
};
