import { fingerprint, inert } from "@sallyport/sdk";
import type { KnownBlock, ModalView } from "@slack/types";
import { button, facts, header, line, remark, time } from "./blocks.ts";
import { type CallArgument, listArguments } from "./call-arguments.ts";
import { actionIds, describeConsent } from "./card.ts";
import { writeReference } from "./reference.ts";
import { describeState, type Standing } from "./standing.ts";
import { measure } from "./text.ts";
import { describeCall } from "./title.ts";

export const detailsCallback = "sallyport.approve-submitted";

/** Slack takes 100 blocks and 250 KB in a view; a page stays well below both. */
const blocksPerPage = 60;
const bytesPerPage = 120_000;
const pieceLength = 2500;

/**
 * The whole request, page by page. Where the card could not show the arguments, Approve is on the last page:
 * nobody gets there without having passed all of them.
 */
export function renderDetails(standing: Standing, page: number): ModalView {
  const { request } = standing;
  const pages = paginate(listArguments(request, standing.before).flatMap(renderArgument));
  const shown = Math.min(Math.max(page, 0), pages.length - 1);
  const isLast = shown === pages.length - 1;
  const canApprove = standing.state === "pending" && isLast;
  return {
    type: "modal",
    ...(canApprove ? { callback_id: detailsCallback } : {}),
    private_metadata: writeReference(request),
    title: { type: "plain_text", text: "What is asked", emoji: false },
    close: { type: "plain_text", text: "Close", emoji: false },
    ...(canApprove ? { submit: { type: "plain_text", text: "Approve", emoji: false } } : {}),
    blocks: [
      ...(shown === 0 ? renderHead(standing) : []),
      ...(pages[shown] ?? []),
      ...renderFoot(standing, shown, pages.length),
    ],
  };
}

function renderHead(standing: Standing): readonly KnownBlock[] {
  const { request } = standing;
  return [
    header(describeCall(request)),
    facts([
      ["Asked by", request.requester],
      ["Agents", request.agents.join(" → ")],
      ["Tool", request.tool],
      ["Tenant", request.tenant],
      ["Needs", request.requirement.requirements.map(describeConsent).join(" and ")],
      ["Stands", describeState(standing.state)],
    ]),
    time("Expires", request.expiresAt),
    line(`Stopped by ${request.policies.map(({ id }) => id).join(", ")}: ${request.reason}`, 1500),
    ...request.notes.slice(0, 20).map((note) => line(`⚠ ${note}`, 600)),
    { type: "divider" },
  ];
}

/** Name and origins, then the value in as many pieces as it takes. */
function renderArgument(argument: CallArgument): readonly KnownBlock[] {
  return [
    ...split(argument.pointer).map((piece) => line(piece)),
    ...(argument.before === undefined ? [] : [remark(`before: ${argument.before}`)]),
    ...split(argument.value).map(
      (text): KnownBlock => ({
        type: "rich_text",
        elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text }] }],
      }),
    ),
    ...argument.origins.map(({ text, isSuspect }) => remark(`${isSuspect ? "⚠ " : ""}${text}`)),
  ];
}

/** Made inert before it is cut, so that no cut brings anything to life; and cut between code points. */
function split(text: string): readonly string[] {
  const whole = inert(text);
  if (whole.trim() === "") return [`"${whole}"`];
  const pieces: string[] = [];
  for (let start = 0; start < whole.length; ) {
    let end = Math.min(start + pieceLength, whole.length);
    while (measure(whole.slice(start, end)) > 3000) end = start + Math.floor((end - start) / 2);
    if (end < whole.length && /[\uD800-\uDBFF]/.test(whole.charAt(end - 1))) end -= 1;
    pieces.push(whole.slice(start, end));
    start = end;
  }
  return pieces;
}

function paginate(blocks: readonly KnownBlock[]): readonly (readonly KnownBlock[])[] {
  const pages: KnownBlock[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const block of blocks) {
    const size = Buffer.byteLength(JSON.stringify(block));
    const page = pages.at(-1);
    if (page === undefined || page.length >= blocksPerPage || bytes + size > bytesPerPage) {
      pages.push([block]);
      bytes = size;
    } else {
      page.push(block);
      bytes += size;
    }
  }
  return pages.length === 0 ? [[line("No arguments.")]] : pages;
}

function renderFoot({ request, state }: Standing, page: number, pages: number): readonly KnownBlock[] {
  const foot = remark(
    `Fingerprint ${fingerprint(request.argumentsDigest)} · ${request.id}${pages > 1 ? ` · page ${page + 1} of ${pages}` : ""}`,
  );
  const turn = (label: string, to: number) =>
    button(`${actionIds.page}.${label.toLowerCase()}`, label, { value: String(to) });
  const value = { value: writeReference(request), about: request };
  const elements = [
    ...(page > 0 ? [turn("Previous", page - 1)] : []),
    ...(page < pages - 1 ? [turn("Next", page + 1)] : []),
    ...(state === "pending" ? [button(actionIds.denyHere, "Deny…", { ...value, style: "danger" })] : []),
    ...(state === "pending" && (request.narrowable ?? []).length > 0
      ? [button(actionIds.change, "Ask for less…", value)]
      : []),
  ];
  return elements.length === 0 ? [foot] : [foot, { type: "actions", elements }];
}
