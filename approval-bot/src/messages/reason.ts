import type { InputBlock } from "@slack/types";

const block = "sallyport.reason";
const action = "text";
const longest = 500;

/** Asks for a few words that go on record. */
export function reasonInput(label: string, hint: string): InputBlock {
  return {
    type: "input",
    block_id: block,
    label: { type: "plain_text", text: label, emoji: false },
    hint: { type: "plain_text", text: hint, emoji: false },
    element: {
      type: "plain_text_input",
      action_id: action,
      multiline: true,
      min_length: 3,
      max_length: longest,
    },
  };
}

interface Submitted {
  readonly state: {
    readonly values: Readonly<Record<string, Readonly<Record<string, { readonly value?: string | null }>>>>;
  };
}

export function readReason({ state }: Submitted): string {
  return (state.values[block]?.[action]?.value?.trim() ?? "").slice(0, longest);
}
