import type { ApprovalPreview, JsonValue } from "@sallyport/sdk";
import type { InputBlock, ModalView } from "@slack/types";
import { readPointer } from "../json-pointer.ts";
import { header, line, remark } from "./blocks.ts";
import { writeReference } from "./reference.ts";
import { measure, plain } from "./text.ts";
import { describeCall } from "./title.ts";

export const changeCallback = "sallyport.change-submitted";
/** Block ids carry the place's number in the request's list of narrowable places. */
export const changeBlock = (at: number) => `sallyport.change.${at}`;
export const changeAction = "value";
const longest = 3000;

/** Asks for less: a lower amount, fewer records. What stays as it is needs no touch. */
export function renderChange(request: ApprovalPreview): ModalView {
  const inputs = (request.narrowable ?? []).flatMap((pointer, at) => {
    const value = readPointer(request.arguments, pointer);
    return value === undefined ? [] : renderInput(pointer, at, value);
  });
  const isOffered = inputs.length > 0;
  return {
    type: "modal",
    ...(isOffered ? { callback_id: changeCallback, submit: label("Ask for less") } : {}),
    private_metadata: writeReference(request),
    title: label("Ask for less"),
    close: label("Back"),
    blocks: [
      header(describeCall(request)),
      ...inputs,
      isOffered
        ? remark(
            "A new request takes this one's place. Votes so far are void, and you don't approve it yourself.",
          )
        : line("This is too long to change here."),
    ],
  };
}

/** As the list's lines are shown, and read again. */
export function writeLines(list: readonly JsonValue[]): readonly string[] {
  return list.map((entry, at) => `${at + 1}. ${plain(JSON.stringify(entry), longest).text}`);
}

function renderInput(pointer: string, at: number, value: JsonValue): readonly InputBlock[] {
  const isList = Array.isArray(value);
  const text = isList ? writeLines(value).join("\n") : String(value);
  if (measure(text) > longest) return [];
  return [
    {
      type: "input",
      block_id: changeBlock(at),
      label: plain(pointer.slice(1), 150),
      hint: plain(isList ? "Take lines out; leave the others as they are." : "A lower whole number.", 150),
      element: {
        type: "plain_text_input",
        action_id: changeAction,
        multiline: isList,
        initial_value: text,
        min_length: 1,
        max_length: longest,
      },
    },
  ];
}

function label(text: string) {
  return { type: "plain_text" as const, text, emoji: false };
}
