import { Redactor as Redactpii } from "@redactpii/node";
import type { Finding, Recogniser } from "../finding.ts";

/**
 * Two patterns of `@redactpii/node` as one voice among several, too weak to decide alone. The library only ever
 * sees windows of a few dozen characters: that gives its answer offsets, and keeps its quadratic patterns harmless.
 * Its other rules stay off: its cards have no checksum (every timestamp is one), its e-mails are cut short.
 */
export const redactpiiRecogniser: Recogniser = {
  name: "redactpii",
  types: ["PHONE", "US_SSN"],
  needs: /\d/,
  *find({ text }) {
    for (const { type, candidate, library } of rules) {
      for (const match of text.matchAll(candidate)) {
        const found = library.redact(match[0]).split(sentinel);
        if (found.length !== 2) continue;
        yield {
          start: match.index + (found[0] as string).length,
          end: match.index + match[0].length - (found[1] as string).length,
          type,
          score: 0.4,
          evidence: "contextual",
          recogniser: "redactpii",
          why: ["@redactpii/node"],
        } satisfies Finding;
      }
    }
  },
};

const sentinel = "\ue001";

const rules = [
  {
    type: "PHONE",
    candidate: /(?<![\w.+(-])(?:\+?1[-. ]?)?\(?\d{3}\)?[-. ]?\d{3}[-. ]?\d{4}(?![\w-])/g,
    library: new Redactpii({ rules: { PHONE: true }, globalReplaceWith: sentinel }),
  },
  {
    type: "US_SSN",
    candidate: /(?<![\w.-])\d{3}[- ]\d{2}[- ]\d{4}(?![\w-])/g,
    library: new Redactpii({ rules: { SSN: true }, globalReplaceWith: sentinel }),
  },
];
