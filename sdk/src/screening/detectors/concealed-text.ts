import type { Channel } from "../view.ts";
import type { Detector, Finding, Reading } from "./detector.ts";

/** How sure it is that text in a channel was hidden on purpose, whatever it says. */
const base: Partial<Readonly<Record<Channel, number>>> = {
  "tag-characters": 0.97,
  "variation-selectors": 0.95,
  "zero-width-bits": 0.9,
};

/** Text that a reader of the page cannot see, and that says something. */
export const concealedText: Detector = {
  id: "concealed-text",
  version: 1,
  message: "Hides text from people that a model would read.",
  owasp: "LLM01",
  find({ concealed }) {
    return concealed.flatMap(findConcealed);
  },
};

function findConcealed({ view }: Reading): Finding[] {
  const score = base[view.channel];
  if (score === undefined) return [];
  const findings: Finding[] = [];
  let start = 0;
  while (start < view.text.length && findings.length < 64) {
    const line = view.text.indexOf("\n", start);
    const end = line < 0 ? view.text.length : line;
    findings.push({ view, start, end: Math.max(end, start + 1), score });
    start = end + 1;
  }
  return findings;
}
