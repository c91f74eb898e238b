import type { Principal } from "../identity/index.ts";
import { type RedactionOptions, type Redactor, redactPath } from "../redaction/index.ts";
import type { Passage } from "./read-passages.ts";
import type { Read } from "./record-search.ts";

/** Who reads, and where what redaction takes out for them is kept. */
export interface PassageReader {
  readonly reader: Principal;
  readonly tokens: RedactionOptions["tokens"];
}

/** What this reader gets of a passage: redacted for the context of a model, and trusted no more than its verdict. */
export function redactPassage(redactor: Redactor, passage: Passage, { reader, tokens }: PassageReader): Read {
  const { documentId, ordinal: chunk, source, verdict, score, permitted } = passage;
  const { label } = permitted;
  const { classification } = label;
  const options = { sink: "context", reader, classification, ...(tokens && { tokens }) } as const;
  return {
    original: { text: passage.text, source },
    hit: {
      documentId,
      chunk,
      label,
      verdict,
      score,
      source: redactPath(source, redactor, options),
      title: redactPath(passage.title, redactor, options),
      text: redactor.redact(passage.text, options).text,
      integrity: verdict === "clean" ? label.integrity : "untrusted",
    },
  };
}
