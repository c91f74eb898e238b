import type { Principal } from "../identity/index.ts";
import type { RedactionOptions, Redactor } from "../redaction/index.ts";
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
  const redact = (text: string) =>
    redactor.redact(text, { sink: "context", reader, classification, ...(tokens && { tokens }) }).text;
  return {
    original: passage.text,
    hit: {
      documentId,
      chunk,
      source,
      label,
      verdict,
      score,
      title: redact(passage.title),
      text: redact(passage.text),
      integrity: verdict === "clean" ? label.integrity : "untrusted",
    },
  };
}
