import { type ApprovalRequest, fingerprint } from "@sallyport/sdk";
import type {
  Button,
  ContextBlock,
  HeaderBlock,
  RichTextElement,
  RichTextSection,
  SectionBlock,
} from "@slack/types";
import type { CallArgument } from "./call-arguments.ts";
import { plain, words } from "./text.ts";
import { slackTime } from "./time.ts";

/** Slack's limits (docs.slack.dev, Block Kit reference). */
export const limits = {
  header: 150,
  section: 3000,
  field: 2000,
  fields: 10,
  button: 75,
  value: 2000,
} as const;

export function header(text: string): HeaderBlock {
  return { type: "header", text: plain(text, limits.header) };
}

/** One line, or several. */
export function line(text: string | readonly string[], limit: number = limits.section): SectionBlock {
  return { type: "section", text: plain(text, limit) };
}

/** A small grey line. */
export function remark(text: string): ContextBlock {
  return { type: "context", elements: [plain(text, 500)] };
}

/** A moment, in each reader's own time zone. */
export function time(name: string, at: number): ContextBlock {
  return {
    type: "context",
    elements: [{ type: "mrkdwn", text: `${name} ${slackTime(at)}`, verbatim: true }],
  };
}

/** Screen readers hear what it is about, since all cards have the same labels. */
export function button(
  action: string,
  label: string,
  { value, about, style }: { value?: string; about?: ApprovalRequest; style?: "primary" | "danger" } = {},
): Button {
  const spoken = about && `${label} ${about.tool} ${fingerprint(about.argumentsDigest)}`;
  return {
    type: "button",
    action_id: action,
    text: { type: "plain_text", text: label, emoji: false },
    ...(spoken === undefined ? {} : { accessibility_label: plain(spoken, limits.button).text }),
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
  };
}

/** Names and values, two in a row. */
export function facts(rows: readonly (readonly [name: string, value: string])[]): SectionBlock {
  const fields = rows.slice(0, limits.fields).map(([name, value]) => plain(`${name}: ${value}`, 300));
  return { type: "section", fields };
}

/** The pointer, the value in a fixed-width face, and below it where the value came from. */
export function argumentSection(argument: CallArgument, room: number): RichTextSection {
  const elements: RichTextElement[] = [
    words(argument.pointer, room, { bold: true }),
    { type: "text", text: "  " },
    ...(argument.before === undefined
      ? []
      : [words(argument.before, room, { code: true, strike: true }), { type: "text", text: " → " } as const]),
    words(argument.value, room, { code: true }),
  ];
  for (const { text, isSuspect } of argument.origins) {
    const mark = isSuspect ? "⚠ " : "";
    elements.push({ type: "text", text: `\n      ${mark}` }, words(text, room, { italic: true }));
  }
  elements.push({ type: "text", text: "\n" });
  return { type: "rich_text_section", elements };
}
