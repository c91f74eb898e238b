import type { Detector, Finding } from "./detector.ts";

// Soft hyphens are left out: typesetters put them into words. ZWJ and ZWNJ belong into Arabic and Indic words only.
const interrupted =
  /[A-Za-z](?:[\u200b\u200c\u2060-\u2064\ufeff\u180e]|\u200d|\u034f|\udb40[\udc00-\uddef]|[\ufe00-\ufe0f])+[A-Za-z]/g;
const harmless = 4;

/** Invisible characters inside words: they break filters and change nothing for a reader. */
export const interruptedWords: Detector = {
  id: "interrupted-words",
  version: 1,
  message: "Puts invisible characters inside words.",
  owasp: "LLM01",
  find({ original }) {
    const places: Omit<Finding, "score">[] = [];
    for (const match of original.text.matchAll(interrupted)) {
      places.push({ view: original, start: match.index, end: match.index + match[0].length });
      if (places.length >= 64) break;
    }
    return places.map((place) => ({ ...place, score: places.length > harmless ? 0.7 : 0.1 }));
  },
};
