import { extname } from "node:path";
import {
  createScreener,
  type Screener,
  type Screening,
  screenDocument,
  splitText,
  supportedExtensions,
} from "@sallyport/sdk";
import type { AddCommand } from "../command.ts";
import { eachFile } from "../each-file.ts";
import { exitCode } from "../exit-code.ts";
import type { CliHost } from "../host.ts";
import { decodeInput, loadInput, readInput } from "../read-input.ts";
import type { Terminal } from "../terminal.ts";
import { positionOf } from "../text-position.ts";

export const addScreenCommand: AddCommand = (parent, runner) => {
  parent
    .command("screen")
    .summary("look for injected instructions in files")
    .description(
      "Screens files for injected instructions as ingest would, what people do not see included, and shows where and why. Needs no configuration. Exits with 1 when a file would be held back.",
    )
    .argument("<file...>", "documents of any format that ingest reads, or text; - for stdin")
    .option("--trusted", "written by a trusted author: held back only when it is nearly certain")
    .option("--explain", "show the suspicious words where they stand")
    .addHelpText("after", "\nExample:\n  sallyport screen inbound/*.eml --explain")
    .action((files: string[], options: { trusted?: boolean; explain?: boolean }) =>
      runner.alone(async (invocation) => {
        const { host, terminal } = invocation;
        const screener = createScreener();
        const { results, failure } = await eachFile(files, invocation, async (file) => {
          const screened = await screenFile(file, screener, options.trusted === true, host);
          if (!terminal.isJson) printScreening(screened, options.explain === true, terminal);
          return screened;
        });
        if (terminal.isJson)
          terminal.printJson(results.map(({ file, screening }) => ({ file, ...screening })));
        const isHeldBack = results.some(({ screening }) => screening.verdict === "quarantined");
        return failure ?? (isHeldBack ? exitCode.failedCheck : exitCode.ok);
      }),
    );
};

interface ScreenedFile {
  readonly file: string;
  /** The worst of the document and its passages, with the text that its reasons point into. */
  readonly screening: Screening;
  readonly text: string;
}

async function screenFile(
  file: string,
  screener: Screener,
  isTrusted: boolean,
  host: CliHost,
): Promise<ScreenedFile> {
  const bytes = await readInput(file, host);
  const { text: visible, screened } = supportedExtensions.includes(extname(file).toLowerCase())
    ? await loadInput(file, bytes)
    : asItStands(decodeInput(file, bytes));
  const passages = await splitText(visible);
  const { document: screening, chunks } = await screenDocument(screener, screened, passages, isTrusted);
  return { file, screening, text: passages[chunks.indexOf(screening)] ?? screened };
}

const asItStands = (text: string) => ({ text, screened: text });

function printScreening(
  { file, screening, text }: ScreenedFile,
  isExplained: boolean,
  terminal: Terminal,
): void {
  const { verdict, score, reasons } = screening;
  const color = { clean: "green", suspicious: "yellow", quarantined: "red" } as const;
  terminal.print(`${terminal.style(color[verdict], verdict.padEnd(11))}  ${score.toFixed(2)}  ${file}`);
  for (const { detector, message, owasp, score, start, end } of reasons) {
    const place = positionOf(text, start).padEnd(8);
    terminal.print(`  ${place} ${detector} ${score.toFixed(2)} [${owasp}]  ${message}`);
    if (isExplained) terminal.print(`           ${marked(text, start, end, terminal)}`);
  }
}

const context = 40;
const longestMark = 160;

/** The words between what stands around them, on one line. */
function marked(text: string, start: number, end: number, terminal: Terminal): string {
  const flat = (from: number, to: number) =>
    reveal(text.slice(Math.max(0, from), to)).replaceAll(/\s+/g, " ");
  const words = flat(start, Math.min(end, start + longestMark));
  const mark = terminal.isColor ? terminal.style("red", words) : `«${words}»`;
  return `${flat(start - context, start)}${mark}${flat(end, end + context)}`;
}

/** Tag characters are ASCII that no font draws and every model reads. */
function reveal(text: string): string {
  return text.replaceAll(/[\u{e0020}-\u{e007e}]+/gu, (run) => {
    const hidden = Array.from(run, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000));
    return `⟦unseen: ${hidden.join("")}⟧`;
  });
}
