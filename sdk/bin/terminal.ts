import { styleText } from "node:util";
import { inert } from "@sallyport/sdk";
import type { CliHost } from "./host.ts";

type Style = "bold" | "dim" | "red" | "green" | "yellow";

/** Data goes to stdout; messages and progress go to stderr. */
export interface Terminal {
  /** A line for people. What would begin another, move the cursor, hide or reorder text shows as its code point. */
  print(line: string): void;
  /** The lines of something that was rendered so that no value in it begins one. */
  printLines(text: string): void;
  /** Text for programs: every byte of it, but on a terminal made harmless like the rest. */
  printExactly(text: string): void;
  /** One JSON document. */
  printJson(value: unknown): void;
  /** A message of one line: silent under --json. */
  say(line: string): void;
  sayLines(text: string): void;
  /** Redraws one line on a terminal; prints nothing elsewhere. */
  progress(share: number, text: string): void;
  /** Says what it is waiting for, once that takes longer than a second. */
  during<T>(text: string, work: Promise<T>): Promise<T>;
  style(style: Style, text: string): string;
  readonly isJson: boolean;
  readonly isColor: boolean;
}

const esc = "\u001b";
const barWidth = 24;
const patienceMs = 1000;

export function createTerminal({ stdout, stderr, env }: CliHost, isJson: boolean): Terminal {
  // Both, so that neither a redirected stdout nor a redirected stderr gets escape codes. no-color.org: any value.
  const isColor = stdout.isTTY === true && stderr.isTTY === true && !env.NO_COLOR;
  const isLive = stderr.isTTY === true && !isJson;
  let isDrawn = false;

  function draw(line: string): void {
    stderr.write(`\r${esc}[2K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
    isDrawn = true;
  }

  function erase(): void {
    if (isDrawn) stderr.write(`\r${esc}[2K`);
    isDrawn = false;
  }

  return {
    isJson,
    isColor,
    style: (style, text) => (isColor ? styleText(style, text, { validateStream: false }) : text),
    print(line) {
      erase();
      stdout.write(`${harmless(oneLine(line), isColor)}\n`);
    },
    printLines(text) {
      erase();
      stdout.write(`${harmless(text, isColor)}\n`);
    },
    printExactly(text) {
      erase();
      stdout.write(stdout.isTTY === true ? harmless(text, false) : text);
    },
    printJson(value) {
      erase();
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    say(line) {
      erase();
      if (!isJson) stderr.write(`${harmless(oneLine(line), isColor)}\n`);
    },
    sayLines(text) {
      erase();
      if (!isJson) stderr.write(`${harmless(text, isColor)}\n`);
    },
    progress(share, text) {
      if (!isLive) return;
      const filled = Math.round(Math.min(1, share) * barWidth);
      const bar = "█".repeat(filled) + "░".repeat(barWidth - filled);
      draw(`${bar} ${String(Math.round(share * 100)).padStart(3)} % ${inert(text)}`);
    },
    async during(text, work) {
      const patience = setTimeout(() => isLive && draw(`… ${inert(text)}`), patienceMs);
      try {
        return await work;
      } finally {
        clearTimeout(patience);
        erase();
      }
    },
  };
}

/** A file may be called anything: no line of its name may pose as ours. */
export function oneLine(text: string): string {
  return text.replaceAll("\n", "\\u{a}").replaceAll("\t", "\\u{9}");
}

const kept = /([\n\t])/;
/** With our own colours; none that hides text or paints over it. */
const keptAndStyles = new RegExp(`([\\n\\t]|${esc}\\[(?:0|1|2|22|3[1-69])m)`);

/** Titles, passages, ids and reasons come from documents, models and callers. */
function harmless(text: string, isColor: boolean): string {
  return text
    .split(isColor ? keptAndStyles : kept)
    .map((part, index) => (index % 2 === 1 ? part : inert(part)))
    .join("");
}
