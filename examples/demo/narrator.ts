import { styleText } from "node:util";

const isColor = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const isLive = process.stderr.isTTY === true;

const style = (format: Parameters<typeof styleText>[0], text: string) =>
  isColor ? styleText(format, text, { validateStream: false }) : text;

/** A step did not hold: the demo stops and exits non-zero. */
export class DoesNotHold extends Error {}

/** Prints what a person wants to see, and asserts it. */
export const narrator = {
  isColor,
  step(number: number, title: string): void {
    console.log(`\n${style("bold", `${number}  ${title}`)}\n`);
  },
  say(text: string): void {
    console.log(`   ${text.replaceAll("\n", "\n   ")}`);
  },
  quiet(text: string): void {
    console.log(style("dim", `   ${text.replaceAll("\n", "\n   ")}`));
  },
  warn(text: string): void {
    console.log(style("yellow", `   ${text.replaceAll("\n", "\n   ")}`));
  },
  /** @throws {DoesNotHold} when `condition` is false. */
  holds(condition: boolean, claim: string): void {
    if (!condition) throw new DoesNotHold(claim);
    console.log(`   ${style("green", "✓")} ${claim}`);
  },
  progress(done: number, total: number, text: string): void {
    if (!isLive) return;
    const filled = Math.round((done / total) * 24);
    process.stderr.write(
      `\r\x1b[2K   ${"█".repeat(filled)}${"░".repeat(24 - filled)} ${done}/${total} ${text.slice(0, 50)}`,
    );
    if (done === total) process.stderr.write("\r\x1b[2K");
  },
};
