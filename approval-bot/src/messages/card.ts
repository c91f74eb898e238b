import { type ApprovalPreview, fingerprint, inert } from "@sallyport/sdk";
import type { Button, KnownBlock } from "@slack/types";
import { argumentSection, button, facts, header, line, remark, time } from "./blocks.ts";
import { listArguments } from "./call-arguments.ts";
import { writeReference } from "./reference.ts";
import { describeState, type Standing } from "./standing.ts";
import { measure } from "./text.ts";
import { describeCall, riskWords } from "./title.ts";

/** What `chat.postMessage` and `chat.update` are given. */
export interface Message {
  /** For notifications and screen readers; holds nothing that a model or a document wrote. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

export const actionIds = {
  approve: "sallyport.approve",
  approveAll: "sallyport.approve-all",
  deny: "sallyport.deny",
  details: "sallyport.details",
  denyHere: "sallyport.deny-here",
  change: "sallyport.change",
  page: "sallyport.page",
  review: "sallyport.review",
  reject: "sallyport.reject",
  stopAgent: "sallyport.stop-agent",
  stopRun: "sallyport.stop-run",
  inboxPage: "sallyport.inbox-page",
} as const;

/** The request as the channel sees it: read in five seconds, kept as a record afterwards. */
export function renderCard(standing: Standing): Message {
  const { request, state, before } = standing;
  const isOpen = state === "pending";
  const isWhole = fitsCard(standing);
  const blocks: KnownBlock[] = [
    header(describeCall(request)),
    facts([
      ["Asked by", request.requester],
      ["Agents", request.agents.join(" → ")],
      ["Tool", request.tool],
      ["Tenant", request.tenant],
    ]),
    ...(before === undefined ? [] : [line("Changed by a person since it was first asked for:", 200)]),
    ...renderArguments(standing, isWhole),
    ...renderNotes(request.notes),
    line(`Stopped by ${request.policies.map(({ id }) => id).join(", ")}: ${request.reason}`, 600),
    ...renderVotes(standing),
    ...(isOpen ? [time("Expires", request.expiresAt)] : []),
    remark(
      `Fingerprint ${fingerprint(request.argumentsDigest)} · ${request.id}${request.isMasked ? " · some values are masked; the fingerprint covers them in full" : ""}`,
    ),
  ];
  if (isOpen)
    blocks.push({ type: "actions", block_id: "sallyport.decision", elements: buttons(request, isWhole) });
  if (state === "denied")
    blocks.push({ type: "actions", block_id: "sallyport.revocation", elements: stopButtons(request) });
  return { text: summarise(standing), blocks };
}

/** Room for the arguments on a card; what is longer is read in the details, and decided there. */
const argumentRoom = 1800;
const argumentCount = 12;

/** True when the card can show every argument whole, with where it came from. */
export function fitsCard({ request, before }: Pick<Standing, "request" | "before">): boolean {
  const all = listArguments(request, before);
  const texts = all.flatMap(({ pointer, value, origins, before: was = "" }) => [
    ...[pointer, value, was, ...origins.map(({ text }) => text)],
  ]);
  const raw = texts.reduce((sum, text) => sum + text.length, 0);
  // Being made inert only makes texts longer.
  if (all.length > argumentCount || raw > argumentRoom) return false;
  return texts.reduce((sum, text) => sum + measure(inert(text)) + 12, 0) <= argumentRoom;
}

function renderArguments({ request, before }: Standing, isWhole: boolean): readonly KnownBlock[] {
  const all = listArguments(request, before);
  if (!isWhole)
    return [
      line(
        `⚠ ${all.length} arguments, too long to show here. Open the details: you can approve there, once you have seen all of them.`,
      ),
    ];
  if (all.length === 0) return [line("No arguments.")];
  return [{ type: "rich_text", elements: all.map((each) => argumentSection(each, argumentRoom)) }];
}

function renderNotes(notes: readonly string[]): readonly KnownBlock[] {
  const shown = notes.slice(0, 4).map((note) => line(`⚠ ${note}`, 300));
  return notes.length > 4
    ? [...shown, remark(`${notes.length - 4} more remarks are in the details.`)]
    : shown;
}

/** What is needed and what is there, and in the end what became of it. */
function renderVotes({ request, state, decisions }: Standing): readonly KnownBlock[] {
  const approvals = decisions.filter(({ decision }) => decision === "approve").length;
  const needs = request.requirement.requirements.map(describeConsent).join(" and ");
  const votes = decisions.slice(0, 5).map(({ approver, decision, reason }) => {
    const word = decision === "approve" ? "Approved" : "Denied";
    return line(`${word} by ${approver}${reason === undefined ? "" : `: ${reason}`}`, 700);
  });
  const stand = state === "pending" ? `Needs ${needs}; ${approvals} so far` : describeState(state);
  return [...votes, line(`${stand}.`)];
}

function buttons(request: ApprovalPreview, isWhole: boolean): Button[] {
  const common = { value: writeReference(request), about: request };
  return [
    ...(isWhole ? [button(actionIds.approve, "Approve", { ...common, style: "primary" })] : []),
    button(actionIds.deny, "Deny…", { ...common, style: "danger" }),
    button(actionIds.details, "Details", common),
  ];
}

/** For those who may revoke; others are told that they may not. */
function stopButtons(request: ApprovalPreview): Button[] {
  const common = { value: writeReference(request), about: request };
  return [
    button(actionIds.stopAgent, "Stop the agent…", common),
    button(actionIds.stopRun, "Stop this run…", common),
  ];
}

export function describeConsent({
  groups,
  quorum,
}: {
  readonly groups: readonly string[];
  readonly quorum: number;
}) {
  return `${quorum} of ${groups.join(" or ")}`;
}

/** Notifications are read on locked screens: no person and no argument is named. */
export function summarise({ request, state }: Pick<Standing, "request" | "state">): string {
  const tool = /^[\w.-]{1,60}$/.test(request.tool) ? request.tool : "an action";
  const standing =
    state === "pending"
      ? `Approval needed until ${new Date(request.expiresAt).toISOString()}`
      : describeState(state);
  return `${riskWords[request.requirement.risk]}: ${tool}. ${standing}.`;
}
