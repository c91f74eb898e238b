import type { Principal } from "../identity/index.ts";
import type { Redactor } from "../redaction/index.ts";
import type { Passage } from "./read-passages.ts";
import type { Read } from "./record-search.ts";

/** What this reader gets of a passage: redacted for the context of a model, and trusted no more than its verdict. */
export function redactPassage(redactor: Redactor, passage: Passage, reader: Principal): Read {
  const { documentId, ordinal: chunk, source, verdict, score, permitted } = passage;
  const { label } = permitted;
  const redact = (text: string) =>
    redactor.redact(text, { sink: "context", reader, classification: label.classification }).text;
  return {
    original: passage.text,
    hit: {
      ...{ documentId, chunk, source, label, verdict, score },
      title: redact(passage.title),
      text: redact(passage.text),
      integrity: verdict === "clean" ? label.integrity : "untrusted",
    },
  };
}
