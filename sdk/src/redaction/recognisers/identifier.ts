import { isWholeWord, untilPlaceholder } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";
import { american } from "../identifiers/america.ts";
import { anywhere } from "../identifiers/anywhere.ts";
import { asianPacificAfrican } from "../identifiers/asia-pacific-africa.ts";
import { banking } from "../identifiers/banking.ts";
import { european } from "../identifiers/europe.ts";
import type { Identifier } from "../identifiers/identifier.ts";
import { type KeywordHit, Keywords } from "../keywords.ts";
import type { Window } from "../scan.ts";

const identifiers: readonly Identifier[] = [
  ...american,
  ...european,
  ...asianPacificAfrican,
  ...banking,
  ...anywhere,
];

const standing = identifiers.filter(({ standsAlone }) => standsAlone);
const isLettered = ({ pattern }: Identifier) => /[A-Z]-[A-Z]/.test(pattern.source);
/** What numbers that stand alone have at the least: saves trying each of them on every year and amount. */
const shapes = [
  { shape: /(?:\d[^\d\n]?){12}/, identifiers: standing.filter((each) => !isLettered(each)) },
  { shape: /[a-z][- ]?\d|\d[- +]?[a-z]/i, identifiers: standing.filter(isLettered) },
];
/** And at the very least, all of them. */
const distinctive = /(?:\d[^\d\n]?){6}|[a-z]{5}\d{4}[a-z]|\b\d[a-z][a-z\d]\d/i;

/** National, tax, health and travel document numbers: a word that announces one, its form and its checksum. */
export const identifierRecogniser: Recogniser = {
  name: "identifier",
  types: [...new Set(identifiers.map(({ type }) => type))],
  announcedBy: { test: (name) => announcementsIn(name).length > 0 },
  *find(scan) {
    const { text } = scan;
    for (const { word, end } of announcementsIn(text)) {
      for (const identifier of byWord.get(word) ?? []) yield* findAfter(text, end, word, identifier);
    }
    for (const window of scan.nearDigits)
      for (const { shape, identifiers } of distinctive.test(window.text) ? shapes : [])
        if (shape.test(window.text))
          for (const identifier of identifiers) yield* findAnywhere(window, identifier);
  },
};

const byWord = new Map<string, Identifier[]>();
for (const identifier of identifiers)
  for (const word of identifier.words)
    for (const written of new Set([" ", "_", "-", ""].map((joint) => word.replaceAll(" ", joint))))
      byWord.set(written, [...(byWord.get(written) ?? []), identifier]);

const announcements = new Keywords(byWord.keys());

function announcementsIn(text: string): readonly KeywordHit[] {
  return announcements
    .find(text)
    .filter(
      ({ word, start, end }) => isWholeWord(text, start, end) && isSpaced(word, text.slice(start, end)),
    );
}

const joined = new Set(
  identifiers
    .flatMap(({ words }) => words.filter((word) => word.includes(" ")))
    .map((word) => word.replaceAll(" ", "")),
);

/** Words written as one announce something as the name of a field only: `saId` does, "said" doesn't. */
function isSpaced(word: string, written: string): boolean {
  return !joined.has(word) || word.length >= 10 || /[a-z][A-Z]/.test(written);
}

/** How far after its announcement a number may end, and the first begin. */
const window = 60;

function* findAfter(text: string, from: number, word: string, identifier: Identifier): Generator<Finding> {
  for (const match of untilPlaceholder(text.slice(from, from + window)).matchAll(identifier.pattern)) {
    // The window may have cut the number in two.
    if (from + match.index + match[0].length === from + window) continue;
    if (identifier.isValid?.(match[0]) === false) continue;
    yield findingAt(from + match.index, match[0], identifier, `context "${word}"`);
  }
}

function* findAnywhere({ start, text }: Window, identifier: Identifier): Generator<Finding> {
  for (const match of text.matchAll(identifier.pattern))
    if (identifier.isValid?.(match[0]) !== false) yield findingAt(start + match.index, match[0], identifier);
}

function findingAt(start: number, written: string, { type, isValid }: Identifier, context?: string): Finding {
  const checked = isValid !== undefined;
  return {
    start,
    end: start + written.length,
    type,
    score: context === undefined ? 0.7 : 0.9,
    evidence: checked ? "checksum" : context === undefined ? "structured" : "contextual",
    recogniser: "identifier",
    why: [checked ? "checksum or parts valid" : "form", ...(context === undefined ? [] : [context])],
  };
}
