import { stripVTControlCharacters } from "node:util";
import type { JsonValue } from "../crypto/index.ts";
import { inert } from "../inert.ts";
import type { ApprovalRequest, ArgumentOrigin } from "./approval.ts";
import { fingerprint } from "./digest-call.ts";
import type { ApprovalPreview } from "./preview.ts";

/**
 * The request as a person at a terminal reads it. All that comes from models, documents or callers is made
 * inert; the arguments are complete, whatever their length, but for what redaction masks.
 */
export function renderCard(request: ApprovalPreview, { color }: { readonly color: boolean }): string {
  const { requirement } = request;
  const lines = [
    bold(`Approval needed: ${inert(request.tool)}`) + riskMark(requirement.risk),
    row("Asked by", inert(request.requester)),
    row("Agents", request.agents.map(inert).join(" → ")),
    row("Tenant", inert(request.tenant)),
    "",
    dim("Arguments, and where each value came from"),
    ...argumentLines(request),
    ...(request.isMasked ? [dim("  Some values are masked; the fingerprint covers them in full.")] : []),
    ...request.notes.map((note) => warn(`  ! ${inert(note)}`)),
    "",
    row("Stopped by", request.policies.map((policy) => inert(policy.id)).join(", ")),
    row("Because", inert(request.reason)),
    row("Needs", requirement.requirements.map(describeConsent).join(" and ")),
    row("Expires", new Date(request.expiresAt).toISOString()),
    row("Request", inert(request.id)),
    row("Fingerprint", bold(fingerprint(request.argumentsDigest))),
  ];
  const card = lines.join("\n");
  return color ? card : stripVTControlCharacters(card);
}

function describeConsent({
  groups,
  quorum,
}: {
  readonly groups: readonly string[];
  readonly quorum: number;
}) {
  return `${quorum} of ${groups.map(inert).join(" or ")}`;
}

function argumentLines(request: ApprovalRequest): string[] {
  const leaves = flatten(request.arguments, "");
  if (leaves.length === 0) return [dim("  none")];
  return leaves.flatMap(([pointer, value]) => {
    const origins = request.origins.filter((origin) => origin.argument.replace(/#\d+$/, "") === pointer);
    const current = request.current?.filter(({ argument }) => argument === pointer) ?? [];
    return [
      `  ${inert(pointer)}: ${bold(inert(JSON.stringify(value)))}`,
      ...current.map(({ value: now }) => dim(`      now ${inert(JSON.stringify(now))}`)),
      ...origins.map(describeOrigin),
    ];
  });
}

function describeOrigin({ argument, source, name, integrity, encoding }: ArgumentOrigin): string {
  const link = /#(\d+)$/.exec(argument)?.[1];
  const of = link === undefined ? "" : `link ${link} `;
  const hidden = encoding === undefined ? "" : `, ${encoding}`;
  switch (source) {
    case "human":
      return dim(`      ${of}from the human's own words${hidden}`);
    case "nowhere":
      return warn(`      ! ${of}from nowhere: the model made it up`);
    default: {
      const text = `${of}from ${source} ${inert(name ?? "?")} (${integrity ?? "untrusted"}${hidden})`;
      return integrity === "trusted" || integrity === "reviewed"
        ? dim(`      ${text}`)
        : warn(`      ! ${text}`);
    }
  }
}

/** Every leaf with its JSON pointer (RFC 6901); empty containers count as leaves, so that nothing is hidden. */
function flatten(value: JsonValue, pointer: string): [pointer: string, value: JsonValue][] {
  if (typeof value !== "object" || value === null) return [[pointer, value]];
  const entries = Object.entries(value);
  if (entries.length === 0) return pointer === "" ? [] : [[pointer, value]];
  return entries.flatMap(([key, child]) =>
    flatten(child, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
  );
}

const row = (name: string, text: string) => `${name.padEnd(12)} ${text}`;
const bold = (text: string) => style("bold", text);
const dim = (text: string) => style("dim", text);
const warn = (text: string) => style("yellow", text);

function riskMark(risk: "low" | "medium" | "high"): string {
  return style(risk === "high" ? "red" : "yellow", `  [${risk} risk]`);
}

function style(format: keyof typeof codes, text: string): string {
  return `\u001b[${codes[format]}m${text}\u001b[0m`;
}

/** ECMA-48 SGR parameters. */
const codes = { bold: 1, dim: 2, red: 31, yellow: 33 };
