import { fingerprint, inert } from "@sallyport/sdk";
import type { KnownBlock, SectionBlock } from "@slack/types";
import { button, facts, header, line, type remark, time } from "./blocks.ts";
import { listArguments } from "./call-arguments.ts";
import { actionIds, describeConsent, type Message, summarise } from "./card.ts";
import { writeReference } from "./reference.ts";
import { describeState, type Standing } from "./standing.ts";
import { measure } from "./text.ts";
import { describeCalls } from "./title.ts";

/** Requests that differ in their arguments alone. Each can be opened and denied by itself. */
export function renderBatch(items: readonly Standing[]): Message {
  const [first] = items;
  if (first === undefined) throw new TypeError("A batch has at least one item.");
  const { request } = first;
  const open = items.filter(({ state }) => state === "pending");
  const blocks: KnownBlock[] = [
    header(describeCalls(items.map((item) => item.request))),
    facts([
      ["Asked by", request.requester],
      ["Agents", request.agents.join(" → ")],
      ["Tool", request.tool],
      ["Tenant", request.tenant],
    ]),
    ...items.map(renderItem),
    line(`Stopped by ${request.policies.map(({ id }) => id).join(", ")}: ${request.reason}`, 600),
    line(
      open.length === 0
        ? "All of them are decided."
        : `${open.length} of ${items.length} wait for a decision. Each needs ${request.requirement.requirements.map(describeConsent).join(" and ")}.`,
      300,
    ),
  ];
  if (open.length > 0) {
    blocks.push(time("Expires", Math.min(...open.map((item) => item.request.expiresAt))));
    blocks.push({
      type: "actions",
      block_id: "sallyport.batch",
      elements: [
        button(actionIds.approveAll, `Approve all ${open.length}`, {
          value: open.map((item) => writeReference(item.request)).join(","),
          style: "primary",
        }),
      ],
    });
  }
  return { text: summarise({ request, state: open.length > 0 ? "pending" : first.state }), blocks };
}

/** True when a card can show all arguments of all of them. */
export function fitsBatch(items: readonly Standing["request"][]): boolean {
  const lengths = items.map((request) => measure(inert(describeItem(request, 10).join(" "))));
  return Math.max(...lengths) <= itemRoom && lengths.reduce((sum, length) => sum + length, 0) <= batchRoom;
}

const itemRoom = 700;
const batchRoom = 3_000;

function renderItem({ request, state }: Standing, at: number): SectionBlock | ReturnType<typeof remark> {
  const text = describeItem(request, at + 1);
  if (state !== "pending") return line([...text, `${describeState(state)}.`], itemRoom + 100);
  const open = button(actionIds.details, "Open", { value: writeReference(request), about: request });
  return { ...line(text, itemRoom), accessory: open };
}

function describeItem(request: Standing["request"], number: number): readonly string[] {
  const all = listArguments(request);
  const values = all
    .map(({ pointer, value, before }) =>
      [pointer.slice(1), ...(before === undefined ? [] : [before, "→"]), value].join(" "),
    )
    .join(" · ");
  const origins = new Set(all.flatMap(({ origins: each }) => each.map(({ text }) => text)));
  const from = origins.size === 0 ? [] : [[...origins].join("; ")];
  const notes = request.notes.map((note) => `⚠ ${note}`);
  return [`${number}. ${values}`, ...from, ...notes, fingerprint(request.argumentsDigest)];
}
