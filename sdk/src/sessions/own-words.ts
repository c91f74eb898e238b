import type { ContentSource } from "./content.ts";

/** What is shorter and stands elsewhere as well may be a coincidence, or the value that the human asks about. */
const shortestPassage = 12;
const shortestQuotation = 24;

/**
 * What of a message is the human's own. Apps that paste retrieved passages into it would launder them into the human's
 * words, so what this session has read is cut out: whole passages, and sentences in a row however they are laid out.
 */
export function ownWords(message: string, sources: readonly ContentSource[]): string {
  const read = sources.filter(({ type }) => type !== "human");
  const passages = read
    .flatMap(({ text, shown = "" }) => [text, shown])
    .filter((passage) => passage.trim().length >= shortestPassage);
  const rest = passages.reduce((own, passage) => own.replaceAll(passage, "\n"), message);
  const known = read.map(sentencesIn);
  const runs = runsOf(sentencesOf(rest), (sentence) => known.some((each) => each.has(sentence)));
  const own = runs.filter(({ isQuoted, text }) => !isQuoted || text.length < shortestQuotation);
  // As it was laid out, where nothing is cut: code is only the human's to the letter.
  return own.length === runs.length ? rest : own.map(({ text }) => text).join("\n");
}

/** What was read stays as it is, and people say more than one thing. */
const sentences = new WeakMap<ContentSource, ReadonlySet<string>>();

function sentencesIn(source: ContentSource): ReadonlySet<string> {
  const known = sentences.get(source);
  if (known !== undefined) return known;
  const found = new Set([source.text, source.shown ?? ""].flatMap(sentencesOf));
  sentences.set(source, found);
  return found;
}

/** As mail and Markdown begin the lines of a quotation, and of a list. */
const quotationMarks = /^[\s>|*-]+/;

function sentencesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .flatMap((line) => line.split(/(?<=[.!?])\s/))
    .map((sentence) => sentence.replace(quotationMarks, "").trim().replaceAll(/\s+/g, " "))
    .filter((sentence) => sentence !== "");
}

/** Neighbours of one kind together. */
function runsOf(parts: readonly string[], isQuoted: (sentence: string) => boolean) {
  const runs: { isQuoted: boolean; text: string }[] = [];
  for (const sentence of parts) {
    const last = runs.at(-1);
    if (last?.isQuoted === isQuoted(sentence)) last.text += `\n${sentence}`;
    else runs.push({ isQuoted: isQuoted(sentence), text: sentence });
  }
  return runs;
}
