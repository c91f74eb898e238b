import { extname } from "node:path";
import type { RedactedSpan, Redactor } from "@sallyport/sdk";
import type { RedactionOptions } from "@sallyport/sdk/redaction";
import type { Terminal } from "./terminal.ts";
import { positionOf } from "./text-position.ts";

export interface RedactedFile {
  readonly file: string;
  readonly redacted: string;
  readonly findings: readonly PlacedFinding[];
  /** Also where nothing but a field's name says that its value is a secret. */
  readonly isFound: boolean;
}

/** What was found, where people look for it, and the evidence: never the value. */
export interface PlacedFinding extends RedactedSpan {
  readonly position: string;
  readonly why: readonly string[];
}

/** A file's text without what must not be seen; JSON stays JSON. */
export function redactFile(
  file: string,
  text: string,
  redactor: Redactor,
  options: RedactionOptions,
): RedactedFile {
  const { text: redacted, spans } = redactor.redact(text, options);
  const explained = spans.length === 0 ? [] : redactor.explain(text, options);
  const findings = spans.map((span) => ({
    ...span,
    position: positionOf(text, span.start),
    why:
      explained.find(
        ({ recogniser, type, start, end }) =>
          recogniser === span.recogniser && type === span.type && start < span.end && span.start < end,
      )?.why ?? [],
  }));
  const json = extname(file) === ".json" ? parseJson(text) : undefined;
  if (json === undefined) return { file, redacted, findings, isFound: findings.length > 0 };
  const [before, after] = [json, redactor.redactJson(json, options)].map((each) =>
    JSON.stringify(each, null, 2),
  );
  return { file, redacted: `${after}\n`, findings, isFound: findings.length > 0 || before !== after };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function printRedaction(
  { file, redacted, findings, isFound }: RedactedFile,
  { check, explain }: { readonly check?: boolean; readonly explain?: boolean },
  terminal: Terminal,
): void {
  const lines = findings.map(
    ({ position, type, recogniser, score, operator, why }) =>
      `${file}:${position}  ${type}  ${operator}  ${recogniser} ${score.toFixed(2)}${explain ? `  ${why.join(", ")}` : ""}`,
  );
  if (check === true) for (const line of lines) terminal.print(line);
  else terminal.printExactly(redacted);
  if (explain === true && check !== true) for (const line of lines) terminal.say(line);
  if (check === true && lines.length === 0)
    terminal.say(`${file}: ${isFound ? "a field named like a secret" : "nothing found"}`);
}
