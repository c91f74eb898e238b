import type { JsonValue } from "../crypto/index.ts";
import { inert } from "../inert.ts";
import { limitSentences } from "./limits.ts";
import type { Receipt } from "./receipt.ts";

export const questions = ["started by", "run by", "authority", "policy", "to stop it"] as const;

/** The five answers, each a line, and what the receipt does not prove. */
export interface Explanation {
  readonly receipt: Receipt;
  readonly answers: readonly { readonly question: (typeof questions)[number]; readonly answer: string }[];
  readonly doesNotAssert: readonly string[];
}

/**
 * Who started it, which agent ran it, what authority was delegated, which policy decided, what to revoke. What
 * the receipt doesn't say itself is taken from the nearest of its `causes` ({@link findCauses}) that does.
 */
export function explainReceipt(receipt: Receipt, causes: readonly Receipt[] = []): Explanation {
  const line = [receipt, ...causes];
  const told = <Name extends keyof Receipt>(name: Name) =>
    line.find((each) => each[name] !== undefined)?.[name];
  const answers = [
    starter(told("principal"), receipt.tenant, told("session")),
    told("agents")?.join(" → ") || "no agent took part",
    authority(told("authority")),
    decision(told("decision")),
    told("revoke")
      ?.map((target) => revokeCommand(target, receipt.tenant))
      .join("  or  ") || "nothing can be revoked that would stop it",
  ];
  return {
    receipt,
    answers: questions.map((question, index) => ({ question, answer: inert(answers[index] ?? "") })),
    doesNotAssert: receipt.doesNotAssert.map((code) => limitSentences[code] ?? inert(code)),
  };
}

function starter(principal: string | undefined, tenant: string, session: string | undefined): string {
  const who = principal === undefined ? "no person: the system itself" : principal;
  return `${who} (tenant ${tenant}${session === undefined ? "" : `, session ${session}`})`;
}

function authority(authority: Receipt["authority"]): string {
  if (authority === undefined) return "nothing was delegated";
  const scopes = isRecord(authority.scopes)
    ? Object.entries(authority.scopes).sort(toolsFirst).map(scope)
    : [];
  return [
    scopes.join(", ") || "all that its agents have",
    `by hops ${authority.hops.join(" → ") || "none"}`,
  ].join("; ");
}

/** What may be done comes before how much of it, in whichever order the receipt was stored. */
function toolsFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return Number(b === "tools") - Number(a === "tools");
}

function scope([name, value]: readonly [string, JsonValue]): string {
  if (Array.isArray(value)) return `${name}: ${value.join(" ") || "none"}`;
  if (!isRecord(value)) return `${name}: ${JSON.stringify(value)}`;
  return (
    Object.entries(value)
      .map(([limit, most]) => `${limit} ≤ ${JSON.stringify(most)}`)
      .join(", ") || `no ${name}`
  );
}

function decision(decision: Receipt["decision"]): string {
  if (decision === undefined) return "no policy was asked";
  const by = decision.policies.join(", ") || "no policy";
  return `${decision.outcome} by ${by}: ${decision.reason} (set ${decision.policyHash.slice(0, 19)}…)`;
}

/** Ready to be pasted: quoted where a shell would read more than a name into it. */
function revokeCommand(target: string, tenant: string): string {
  const colon = target.indexOf(":");
  const kind = target.slice(0, colon);
  const ofTenant = kind === "user" ? ` --tenant ${quote(tenant)}` : "";
  return `sallyport revoke ${quote(kind)} ${quote(target.slice(colon + 1))}${ofTenant}`;
}

function quote(word: string): string {
  return /^[\w.:@/][\w.:@/-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function isRecord(value: JsonValue): value is { readonly [name: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The five lines for a terminal, then the limits. */
export function renderExplanation({ receipt, answers, doesNotAssert }: Explanation): string {
  const width = Math.max(...questions.map(({ length }) => length));
  return [
    `${receipt.id}  ${receipt.type}  ${new Date(receipt.at).toISOString()}`,
    ...answers.map(({ question, answer }) => `  ${question.padEnd(width)}  ${answer}`),
    "It does not prove",
    ...doesNotAssert.map((sentence) => `  ${sentence}`),
  ].join("\n");
}
