import { extname } from "node:path";
import { createRedactor, loadDocument, type RedactedSpan, type Redactor, type Sink } from "@sallyport/sdk";
import { Option } from "commander";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { CliHost } from "../host.ts";
import { decodeInput, readInput } from "../read-input.ts";
import type { Terminal } from "../terminal.ts";
import { positionOf } from "../text-position.ts";

const sinks: readonly Sink[] = [
  "context",
  "answer",
  "tool-arguments",
  "tool-result",
  "card",
  "log",
  "receipt",
];

interface RedactOptions {
  readonly sink: Sink;
  readonly check?: boolean;
  readonly explain?: boolean;
}

export const addRedactCommand: AddCommand = (parent, runner) => {
  parent
    .command("redact")
    .summary("take personal data and secrets out of files")
    .description(
      "Prints files without the personal data and secrets in them. JSON stays JSON; of PDF, Word and e-mail files it prints the text. Needs no configuration. With --check it prints what it found instead, and exits with 1 when that is anything.",
    )
    .argument("<file...>", "files; - for stdin")
    .addOption(new Option("--sink <place>", "where the text would go").choices(sinks).default("answer"))
    .option("--check", "only say what is there, never the values; for continuous integration")
    .option("--explain", "say on stderr what was taken out, and by which recogniser")
    .addHelpText(
      "after",
      "\nExamples:\n  sallyport redact support-thread.txt\n  sallyport redact --check logs/*.log",
    )
    .action((files: string[], options: RedactOptions) =>
      runner.alone(async ({ host, terminal }) => {
        const redactor = createRedactor();
        const redacted: RedactedFile[] = [];
        for (const file of files) {
          const result = await redactFile(file, redactor, options.sink, host);
          redacted.push(result);
          if (!terminal.isJson) printRedaction(result, options, terminal);
        }
        if (terminal.isJson) terminal.printJson(redacted.map((each) => forJson(each, options)));
        const isFound = redacted.some(({ spans }) => spans.length > 0);
        return options.check === true && isFound ? exitCode.failedCheck : exitCode.ok;
      }),
    );
};

interface RedactedFile {
  readonly file: string;
  readonly text: string;
  readonly redacted: string;
  readonly spans: readonly RedactedSpan[];
}

async function redactFile(
  file: string,
  redactor: Redactor,
  sink: Sink,
  host: CliHost,
): Promise<RedactedFile> {
  const text = await readText(file, await readInput(file, host));
  const { text: redacted, spans } = redactor.redact(text, { sink });
  const json = extname(file) === ".json" ? parseJson(text) : undefined;
  if (json === undefined) return { file, text, redacted, spans };
  return { file, text, redacted: `${JSON.stringify(redactor.redactJson(json, { sink }), null, 2)}\n`, spans };
}

/** Formats in which the text does not stand as it is. */
const packed = [".pdf", ".docx", ".eml"];

async function readText(file: string, bytes: Uint8Array): Promise<string> {
  return packed.includes(extname(file).toLowerCase())
    ? `${(await loadDocument(file, bytes)).text}\n`
    : decodeInput(bytes);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function printRedaction(result: RedactedFile, { check, explain }: RedactOptions, terminal: Terminal): void {
  const { file, text, redacted, spans } = result;
  const lines = spans.map(
    ({ start, type, recogniser, score, operator }) =>
      `${file}:${positionOf(text, start)}  ${type}  ${operator}  ${recogniser} ${score.toFixed(2)}`,
  );
  if (check === true) for (const line of lines) terminal.print(line);
  else terminal.printExactly(redacted);
  if (explain === true && check !== true) for (const line of lines) terminal.say(line);
  if (check === true && lines.length === 0) terminal.say(`${file}: nothing found`);
}

function forJson({ file, text, redacted, spans }: RedactedFile, { check }: RedactOptions) {
  const placed = spans.map((span) => ({ ...span, position: positionOf(text, span.start) }));
  return { file, spans: placed, ...(check === true ? {} : { text: redacted }) };
}
