import type { Redaction, RedactionOptions, Redactor } from "./redaction.ts";

/** What stands in place of a value already. */
const replaced = /(\[\[?[A-Z][A-Z0-9_]*[_:]?[a-z0-9]*\]\]?)/;

/** Before the last extension, and the last two: what an address ends with is no top-level domain there. */
const extensions = [
  /\.(?=[\p{L}\p{N}]{1,8}(?:\/|$))/gu,
  /\.(?=(?:[\p{L}\p{N}]{1,8}\.)?[\p{L}\p{N}]{1,8}(?:\/|$))/gu,
];
/** What takes a space's place in file names; a hyphen between digits belongs to the number. */
const separators = /[_+/\\]|(?<=\p{L})-|-(?=\p{L})/gu;

/**
 * A path, URI, file name or title, redacted. File names write spaces as something else, and go on with an extension
 * where a value ends: they are read without these, too.
 */
export function redactPath(path: string, redactor: Redactor, options: RedactionOptions): string {
  const { text } = redactor.redact(path, options);
  return text
    .split(replaced)
    .map((part, index) => (index % 2 === 1 ? part : redactReadings(part, redactor, options)))
    .join("");
}

function redactReadings(part: string, redactor: Redactor, options: RedactionOptions): string {
  const readings = extensions.map((extension) => part.replaceAll(extension, " ").replaceAll(separators, " "));
  for (const reading of new Set(readings)) {
    if (reading === part) continue;
    const found = redactor.redact(reading, options);
    if (found.spans.length > 0) return withSeparators(part, reading, found);
  }
  return part;
}

/** What was found in the reading, in the path as it is written: both are as long. */
function withSeparators(part: string, reading: string, { text, spans }: Redaction): string {
  let shown = "";
  let [from, at] = [0, 0];
  for (const [index, { start, end }] of spans.entries()) {
    shown += part.slice(from, start);
    at += start - from;
    const kept = reading.slice(end, spans[index + 1]?.start);
    const until = index === spans.length - 1 ? text.length - kept.length : text.indexOf(kept, at);
    shown += text.slice(at, until);
    [from, at] = [end, until];
  }
  return shown + part.slice(from);
}
