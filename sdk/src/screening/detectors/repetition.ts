import type { Detector, Finding, Reading } from "./detector.ts";

const longestPlain = 60;

/** One word over and over: it drowns instructions, or makes a model leak what it learned. */
export const repetition: Detector = {
  id: "repetition",
  version: 1,
  message: "Repeats one word very many times.",
  owasp: "LLM10",
  find({ visible, concealed }) {
    return [visible, ...concealed].flatMap(findRuns);
  },
};

function findRuns({ view, words }: Reading): Finding[] {
  const findings: Finding[] = [];
  let first = 0;
  for (let i = 1; i <= words.count; i += 1) {
    if (i < words.count && words.hashes[i] === words.hashes[first]) continue;
    // Columns of numbers and rows of signs repeat by nature.
    const word = view.text.slice(words.starts[first] ?? 0, words.ends[first] ?? 0);
    if (i - first > longestPlain && /^\p{L}{2,}$/u.test(word)) {
      findings.push({ view, start: words.starts[first] ?? 0, end: words.ends[i - 1] ?? 0, score: 0.3 });
    }
    first = i;
  }
  return findings.slice(0, 32);
}
