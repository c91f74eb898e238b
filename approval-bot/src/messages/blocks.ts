import type { KnownBlock, RichTextElement, RichTextSection } from "@slack/types";
import type { CallArgument } from "./call-arguments.ts";
import { plain, words } from "./text.ts";

/** Slack's limits (docs.slack.dev, Block Kit reference). */
export const limits = {
  header: 150,
  section: 3000,
  field: 2000,
  fields: 10,
  button: 75,
  value: 2000,
} as const;

export function header(text: string): KnownBlock {
  return { type: "header", text: plain(text, limits.header) };
}

export function line(text: string, limit: number = limits.section): KnownBlock {
  return { type: "section", text: plain(text, limit) };
}

/** A small grey line. */
export function remark(text: string): KnownBlock {
  return { type: "context", elements: [plain(text, 500)] };
}

/** Names and values, two in a row. */
export function facts(rows: readonly (readonly [name: string, value: string])[]): KnownBlock {
  const fields = rows.slice(0, limits.fields).map(([name, value]) => plain(`${name}: ${value}`, 300));
  return { type: "section", fields };
}

/** The pointer, the value in a fixed-width face, and below it where the value came from. */
export function argumentSection(argument: CallArgument, room: number): RichTextSection {
  const elements: RichTextElement[] = [
    words(argument.pointer, room, { bold: true }),
    { type: "text", text: "  " },
    words(argument.value, room, { code: true }),
  ];
  for (const origin of argument.origins) {
    const mark = argument.isSuspect ? "⚠ " : "";
    elements.push({ type: "text", text: `\n      ${mark}` }, words(origin, room, { italic: true }));
  }
  elements.push({ type: "text", text: "\n" });
  return { type: "rich_text_section", elements };
}
