import type { Detector, Finding } from "./detector.ts";

// Soft hyphens are left out: typesetters put them into words. ZWJ and ZWNJ belong into Arabic and Indic words only.
const interrupted =
  /[A-Za-z](?:[\u200b\u200c\u2060-\u2064\ufeff\u180e]|\u200d|\u034f|\udb40[\udc00-\uddef]|[\ufe00-\ufe0f])+[A-Za-z]/g;
const split = /[A-Za-z](?:<(\w{1,10})[^<>]{0,60}><\/\1>|<!--[^<>]{0,60}-->)[A-Za-z]/g;
const harmless = 4;

/** Invisible characters and empty tags inside words: they break filters and change nothing for a reader. */
export const interruptedWords: Detector = {
  id: "interrupted-words",
  version: 2,
  message: "Puts invisible characters or empty tags inside words.",
  owasp: "LLM01",
  find({ original }) {
    const places: Omit<Finding, "score">[] = [];
    for (const match of [...original.text.matchAll(interrupted), ...original.text.matchAll(split)]) {
      places.push({ view: original, start: match.index, end: match.index + match[0].length });
      if (places.length >= 64) break;
    }
    return places.map((place) => ({ ...place, score: places.length > harmless ? 0.7 : 0.1 }));
  },
};
