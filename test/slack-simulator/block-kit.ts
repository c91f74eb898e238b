import * as z from "zod/v4";

/** Slack may count escaped characters and UTF-16 units; the stricter count of both is used here. */
function countLength(text: string): number {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").length;
}

const seen = /[^\s\p{C}\p{DI}]/u;

/** Texts have to be there, to show something, and to fit. */
const text = (limit: number) =>
  z
    .string()
    .refine((value) => seen.test(value), "no_text")
    .refine((value) => value.isWellFormed(), "lone surrogate")
    .refine((value) => countLength(value) <= limit, `longer than ${limit}`);

const plainText = (limit: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: text(limit), emoji: z.boolean().optional() });
const markup = (limit: number) =>
  z.strictObject({ type: z.literal("mrkdwn"), text: text(limit), verbatim: z.boolean().optional() });
const anyText = (limit: number) => z.union([plainText(limit), markup(limit)]);

const id = z.string().min(1).max(255);

const button = z.strictObject({
  type: z.literal("button"),
  action_id: id,
  text: plainText(75),
  value: z.string().min(1).max(2000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  accessibility_label: text(75).optional(),
});

const style = z.strictObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  code: z.boolean().optional(),
});
const richText = z.strictObject({
  type: z.literal("text"),
  text: z
    .string()
    .min(1)
    .refine((value) => value.isWellFormed() && countLength(value) <= 3000, "too long"),
  style: style.optional(),
});

const blocks = [
  z.strictObject({ type: z.literal("header"), block_id: id.optional(), text: plainText(150) }),
  z.strictObject({ type: z.literal("divider"), block_id: id.optional() }),
  z
    .strictObject({
      type: z.literal("section"),
      block_id: id.optional(),
      text: anyText(3000).optional(),
      fields: z.array(anyText(2000)).min(1).max(10).optional(),
      accessory: button.optional(),
    })
    .refine((block) => block.text !== undefined || block.fields !== undefined, "text or fields"),
  z.strictObject({
    type: z.literal("context"),
    block_id: id.optional(),
    elements: z.array(anyText(3000)).min(1).max(10),
  }),
  z.strictObject({
    type: z.literal("actions"),
    block_id: id.optional(),
    elements: z.array(button).min(1).max(25),
  }),
  z.strictObject({
    type: z.literal("rich_text"),
    block_id: id.optional(),
    elements: z
      .array(
        z.discriminatedUnion("type", [
          z.strictObject({ type: z.literal("rich_text_section"), elements: z.array(richText).min(1) }),
          z.strictObject({ type: z.literal("rich_text_preformatted"), elements: z.array(richText).min(1) }),
        ]),
      )
      .min(1),
  }),
  z.strictObject({
    type: z.literal("input"),
    block_id: id.optional(),
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: z.boolean().optional(),
    element: z.strictObject({
      type: z.literal("plain_text_input"),
      action_id: id,
      multiline: z.boolean().optional(),
      min_length: z.number().int().min(0).max(3000).optional(),
      max_length: z.number().int().min(1).max(3000).optional(),
      placeholder: plainText(150).optional(),
      initial_value: text(3000).optional(),
    }),
  }),
] as const;

const block = z.discriminatedUnion("type", blocks);
export type SimulatedBlock = z.infer<typeof block>;

const unique = (list: readonly SimulatedBlock[]) => {
  const blockIds = list.flatMap((each) => (each.block_id === undefined ? [] : [each.block_id]));
  const actionIds = list.flatMap((each) =>
    each.type === "actions" ? [each.elements.map(({ action_id }) => action_id)] : [],
  );
  return (
    new Set(blockIds).size === blockIds.length && actionIds.every((ids) => new Set(ids).size === ids.length)
  );
};

/** Slack's documented size of a message's blocks is vague; about 13,200 characters was seen to be refused. */
const messageLimit = 13_000;

export const messageBlocks = z
  .array(block.refine((each) => each.type !== "input", "input in a message"))
  .min(1)
  .max(50)
  .refine(unique, "duplicate ids")
  .refine((list) => JSON.stringify(list).length <= messageLimit, "msg_blocks_too_long");

const viewBlocks = z.array(block).min(1).max(100).refine(unique, "duplicate ids");

export const modalView = z
  .strictObject({
    type: z.literal("modal"),
    callback_id: id.optional(),
    private_metadata: z.string().max(3000).optional(),
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    blocks: viewBlocks,
  })
  .refine((view) => view.submit !== undefined || !view.blocks.some(({ type }) => type === "input"), "submit")
  .refine((view) => Buffer.byteLength(JSON.stringify(view)) <= 250_000, "view_too_large");

export const homeView = z
  .strictObject({
    type: z.literal("home"),
    callback_id: id.optional(),
    private_metadata: z.string().max(3000).optional(),
    blocks: viewBlocks,
  })
  .refine((view) => Buffer.byteLength(JSON.stringify(view)) <= 250_000, "view_too_large");

export type SimulatedView = z.infer<typeof modalView> | z.infer<typeof homeView>;
