import { type ApprovalRequest, fingerprint, inert } from "@sallyport/sdk";
import type { Button, KnownBlock } from "@slack/types";
import { argumentSection, facts, header, line, remark } from "./blocks.ts";
import { listArguments } from "./call-arguments.ts";
import { writeReference } from "./reference.ts";
import { describeState, type Standing } from "./standing.ts";
import { measure, plain } from "./text.ts";

/** What `chat.postMessage` and `chat.update` are given. */
export interface Message {
  /** For notifications and screen readers; holds nothing that a model or a document wrote. */
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

export const actionIds = {
  approve: "sallyport.approve",
  deny: "sallyport.deny",
  details: "sallyport.details",
  page: "sallyport.page",
} as const;

/** The request as the channel sees it: read in five seconds, kept as a record afterwards. */
export function renderCard(standing: Standing): Message {
  const { request, state } = standing;
  const { requirement } = request;
  const isOpen = state === "pending";
  const isWhole = fitsCard(request);
  const blocks: KnownBlock[] = [
    header(`${riskWords[requirement.risk]} · ${request.tool}`),
    facts([
      ["Asked by", request.requester],
      ["Agents", request.agents.join(" → ")],
      ["Tenant", request.tenant],
      ["Needs", requirement.requirements.map(describeConsent).join(" and ")],
    ]),
    ...renderArguments(request, isWhole),
    ...renderNotes(request.notes),
    line(`Stopped by ${request.policies.map(({ id }) => id).join(", ")}: ${request.reason}`, 600),
    ...renderVotes(standing),
    remark(`Fingerprint ${fingerprint(request.argumentsDigest)} · ${request.id}`),
  ];
  if (isOpen) {
    blocks.push({
      type: "context",
      elements: [{ type: "mrkdwn", text: `Expires ${slackTime(request.expiresAt)}`, verbatim: true }],
    });
    blocks.push({ type: "actions", block_id: "sallyport.decision", elements: buttons(request, isWhole) });
  }
  return { text: summarise(standing), blocks };
}

/** Room for the arguments on a card; what is longer is read in the details, and decided there. */
const argumentRoom = 1800;
const argumentCount = 12;

/** True when the card can show every argument whole, with where it came from. */
export function fitsCard(request: ApprovalRequest): boolean {
  const all = listArguments(request);
  const texts = all.flatMap(({ pointer, value, origins }) => [pointer, value, ...origins]);
  const raw = texts.reduce((sum, text) => sum + text.length, 0);
  // Being made inert only makes texts longer.
  if (all.length > argumentCount || raw > argumentRoom) return false;
  return texts.reduce((sum, text) => sum + measure(inert(text)) + 12, 0) <= argumentRoom;
}

function renderArguments(request: ApprovalRequest, isWhole: boolean): readonly KnownBlock[] {
  const all = listArguments(request);
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

function renderVotes(standing: Standing): readonly KnownBlock[] {
  const votes = standing.decisions.slice(0, 5).map(({ approver, decision, reason }) => {
    const word = decision === "approve" ? "Approved" : "Denied";
    return line(`${word} by ${approver}${reason === undefined ? "" : `: ${reason}`}`, 700);
  });
  return standing.state === "pending" ? votes : [...votes, line(`${describeState(standing.state)}.`)];
}

function buttons(request: ApprovalRequest, isWhole: boolean): Button[] {
  const value = writeReference(request);
  const what = `${request.tool} ${fingerprint(request.argumentsDigest)}`;
  const button = (action: "approve" | "deny" | "details", label: string): Button => ({
    type: "button",
    action_id: actionIds[action],
    text: { type: "plain_text", text: label, emoji: false },
    accessibility_label: plain(`${label} ${what}`, 75).text,
    value,
  });
  return [
    ...(isWhole ? [{ ...button("approve", "Approve"), style: "primary" as const }] : []),
    { ...button("deny", "Deny…"), style: "danger" as const },
    button("details", "Details"),
  ];
}

const riskWords = { low: "Low risk", medium: "Medium risk", high: "HIGH RISK" } as const;

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
function summarise({ request, state }: Standing): string {
  const tool = /^[\w.-]{1,60}$/.test(request.tool) ? request.tool : "an action";
  const standing =
    state === "pending"
      ? `Approval needed until ${new Date(request.expiresAt).toISOString()}`
      : describeState(state);
  return `${riskWords[request.requirement.risk]}: ${tool}. ${standing}.`;
}

/** In each reader's own time zone. */
function slackTime(at: number): string {
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${new Date(at).toISOString()}>`;
}
