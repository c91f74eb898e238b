import type { ContentSource } from "./sessions/index.ts";

/** What is shorter and stands elsewhere as well may be a coincidence, or the value that the human asks about. */
const shortestPassage = 12;
const shortestQuotation = 24;

/**
 * What of a message is the human's own. Apps that paste retrieved passages into it would launder them into the human's
 * words, so what this session has read is cut out: whole passages, and sentences in a row however they are laid out.
 */
export function ownWords(message: string, sources: readonly ContentSource[]): string {
  const read = sources.flatMap(({ type, text, shown = "" }) => (type === "human" ? [] : [text, shown]));
  const passages = read.filter((passage) => passage.trim().length >= shortestPassage);
  const rest = passages.reduce((own, passage) => own.replaceAll(passage, "\n"), message);
  const known = new Set(read.flatMap(sentencesOf));
  const runs = runsOf(sentencesOf(rest), (sentence) => known.has(sentence));
  const own = runs.filter(({ isQuoted, text }) => !isQuoted || text.length < shortestQuotation);
  // As it was laid out, where nothing is cut: code is only the human's to the letter.
  return own.length === runs.length ? rest : own.map(({ text }) => text).join("\n");
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .flatMap((line) => line.split(/(?<=[.!?])\s/))
    .map((sentence) => sentence.trim().replaceAll(/\s+/g, " "))
    .filter((sentence) => sentence !== "");
}

/** Neighbours of one kind together. */
function runsOf(sentences: readonly string[], isQuoted: (sentence: string) => boolean) {
  const runs: { isQuoted: boolean; text: string }[] = [];
  for (const sentence of sentences) {
    const last = runs.at(-1);
    if (last?.isQuoted === isQuoted(sentence)) last.text += `\n${sentence}`;
    else runs.push({ isQuoted: isQuoted(sentence), text: sentence });
  }
  return runs;
}
