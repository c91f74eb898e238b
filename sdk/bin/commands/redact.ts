import { createRedactor, type Sink } from "@sallyport/sdk";
import { Option } from "commander";
import type { AddCommand } from "../command.ts";
import { eachFile } from "../each-file.ts";
import { exitCode } from "../exit-code.ts";
import { readTextFile } from "../read-text-file.ts";
import { printRedaction, type RedactedFile, redactFile } from "../redact-file.ts";
import { restoreFile, takeOut } from "../redact-reversibly.ts";

const sinks: readonly Sink[] = [
  "context",
  "answer",
  "tool-arguments",
  "tool-result",
  "card",
  "log",
  "receipt",
];

export interface RedactOptions {
  readonly sink: Sink;
  readonly check?: boolean;
  readonly explain?: boolean;
  readonly tokens?: string;
  readonly restore?: string;
  readonly as?: string;
}

export const addRedactCommand: AddCommand = (parent, runner) => {
  parent
    .command("redact")
    .summary("take personal data and secrets out of files, and put them back")
    .description(
      "Prints files without the personal data and secrets in them. JSON stays JSON; of PDF, Word and e-mail files it prints the text. Needs no configuration. With --check it prints what it found instead, and exits with 1 when that is anything, or with 2 when a file cannot be read. With --tokens the values go into the home's vault, from which --restore puts them back for people to whom the policies reveal them; each time leaves a receipt.",
    )
    .argument("<file...>", "files; - for stdin")
    .addOption(new Option("--sink <place>", "where the text would go").choices(sinks).default("answer"))
    .option("--check", "only say what is there, never the values; for continuous integration")
    .option("--explain", "say on stderr what was taken out, by which recogniser, and why")
    .addOption(new Option("--tokens <name>", "leave tokens, and keep the values under this name"))
    .addOption(
      new Option("--restore <name>", "put back what was kept under this name").conflicts([
        "tokens",
        "check",
        "explain",
      ]),
    )
    .option("--as <person>", "whose values, or who wants to see them: id, or tenant/id")
    .addHelpText(
      "after",
      "\nExamples:\n  sallyport redact support-thread.txt\n  sallyport redact --check logs/*.log\n  sallyport redact letter.txt --tokens case-12 --as ana > letter.safe.txt\n  sallyport redact letter.safe.txt --restore case-12 --as ana",
    )
    .action((files: string[], options: RedactOptions) => {
      if (options.restore !== undefined)
        return runner.opened((context) => restoreFile(context, files, options.restore ?? "", options));
      if (options.tokens !== undefined)
        return runner.opened((context) => takeOut(context, files, options.tokens ?? "", options));
      return runner.alone(async (invocation) => {
        const { host, terminal } = invocation;
        const redactor = createRedactor();
        const { results, failure } = await eachFile(files, invocation, async (file) => {
          const text = await readTextFile(file, host);
          const redacted = redactFile(file, text, redactor, { sink: options.sink });
          if (!terminal.isJson) printRedaction(redacted, options, terminal);
          return redacted;
        });
        if (terminal.isJson) terminal.printJson(results.map((each) => forJson(each, options)));
        const isFound = results.some((each) => each.isFound);
        return failure ?? (options.check === true && isFound ? exitCode.failedCheck : exitCode.ok);
      });
    });
};

function forJson({ file, redacted, findings }: RedactedFile, { check }: RedactOptions) {
  return { file, spans: findings, ...(check === true ? {} : { text: redacted }) };
}
