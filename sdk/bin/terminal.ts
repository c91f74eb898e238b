import { styleText } from "node:util";

/** Data goes to stdout; messages and progress go to stderr. */
export interface Terminal {
  /** One line or block of data. */
  print(text: string): void;
  /** One JSON document. */
  printJson(value: unknown): void;
  /** For people only: silent under --json. */
  say(text: string): void;
  /** Redraws one line on a terminal; prints nothing elsewhere. */
  progress(share: number, text: string): void;
  readonly style: (format: Parameters<typeof styleText>[0], text: string) => string;
  readonly isJson: boolean;
  readonly isColor: boolean;
}

const barWidth = 24;

export function createTerminal(isJson: boolean): Terminal {
  const isColor = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  const isLive = process.stderr.isTTY === true && !isJson;
  let open = false;
  const endLine = () => {
    if (open) process.stderr.write("\n");
    open = false;
  };
  return {
    isJson,
    isColor,
    style: (format, text) => (isColor ? styleText(format, text, { validateStream: false }) : text),
    print(text) {
      endLine();
      process.stdout.write(`${text}\n`);
    },
    printJson(value) {
      process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    say(text) {
      endLine();
      if (!isJson) process.stderr.write(`${text}\n`);
    },
    progress(share, text) {
      if (!isLive) return;
      const filled = Math.round(Math.min(1, share) * barWidth);
      const bar = "█".repeat(filled) + "░".repeat(barWidth - filled);
      const room = Math.max(10, (process.stderr.columns ?? 80) - barWidth - 8);
      process.stderr.write(
        `\r\x1b[2K${bar} ${String(Math.round(share * 100)).padStart(3)} % ${text.slice(0, room)}`,
      );
      open = true;
    },
  };
}
