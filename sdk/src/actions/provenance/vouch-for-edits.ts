import type { ContentSource } from "../../sessions/index.ts";
import type { ParsedCall } from "../read-call.ts";
import type { TracedArgument } from "./traced-argument.ts";

/** An amount that a person lowered stands nowhere in the session: it is their own word. */
export function vouchForEdits(
  traced: readonly TracedArgument[],
  call: ParsedCall,
  from: ParsedCall,
): readonly TracedArgument[] {
  if (call === from) return traced;
  const before = new Map(from.leaves.map(({ pointer, value }) => [pointer, value]));
  return traced.map((argument) => {
    const { pointer, value } = argument.leaf;
    const isEdited =
      typeof value === "number" && call.narrowable.includes(pointer) && before.get(pointer) !== value;
    return isEdited
      ? { ...argument, type: "whole", parts: [{ length: 1, holders: [{ source: editor }] }] }
      : argument;
  });
}

const editor: ContentSource = {
  type: "human",
  text: "",
  integrity: "trusted",
  origin: "approver",
  name: "the approver",
};
