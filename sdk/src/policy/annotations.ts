import type { PolicyJson } from "@cedar-policy/cedar-wasm/nodejs";
import type { ApprovalRequirement, PolicyReference } from "./decision.ts";

/** What a policy's annotations say, or what is wrong with them. */
export type Annotations =
  | { readonly type: "valid"; readonly reference: PolicyReference; readonly approval?: ApprovalRequirement }
  | { readonly type: "invalid"; readonly message: string; readonly hint: string };

const known = ["id", "description", "owasp", "approval", "quorum", "expires", "risk"];
const risks = ["low", "medium", "high"] as const;
const milliseconds = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const longest = 7 * milliseconds.d;

/**
 * Reads `@id`, `@description`, `@owasp` and, on a forbid that people may lift, `@approval("group,group")`,
 * `@quorum("2")`, `@expires("15m")`, `@risk("high")`. Cedar accepts any annotation, so a misspelt `@quorum`
 * would silently ask for one person only: whatever is not known is refused.
 */
export function readAnnotations(json: PolicyJson): Annotations {
  const annotations = new Map(Object.entries(json.annotations ?? {}));
  const id = annotations.get("id") ?? "";
  const strange = [...annotations.keys()].find((name) => !known.includes(name));
  if (strange !== undefined) return invalid(`@${strange} means nothing here`, `Use @${known.join(", @")}.`);

  const owasp = annotations.get("owasp");
  if (owasp !== undefined && !/^(ASI|LLM)(0[1-9]|10)$/.test(owasp)) {
    return invalid("@owasp is not an OWASP id", 'Write @owasp("ASI01") … "ASI10" or "LLM01" … "LLM10".');
  }
  const description = annotations.get("description");
  const reference: PolicyReference = {
    id,
    effect: json.effect,
    ...(description && { description }),
    ...(owasp && { owasp }),
  };

  const readsApproved = JSON.stringify(json.conditions).includes('"attr":"approved"');
  if (!annotations.has("approval")) {
    if (readsApproved) {
      return invalid("context.approved is read without @approval", 'Add @approval("group") to a forbid.');
    }
    const orphan = ["quorum", "expires", "risk"].find((name) => annotations.has(name));
    if (orphan) return invalid(`@${orphan} stands without @approval`, 'Add @approval("group") or remove it.');
    return { type: "valid", reference };
  }
  if (json.effect !== "forbid") {
    return invalid("@approval stands on a permit", "Only a forbid can be lifted by people.");
  }
  const approval = readApproval(annotations);
  if (!readsApproved && !("message" in approval)) {
    return invalid("@approval could never be granted", "Add: unless { context.approved }.");
  }
  return "message" in approval ? approval : { type: "valid", reference, approval };
}

function readApproval(
  annotations: ReadonlyMap<string, string>,
): ApprovalRequirement | (Annotations & { type: "invalid" }) {
  const names = (annotations.get("approval") ?? "").split(",").map((group) => group.trim());
  if (names.includes("")) return invalid("@approval names no group", 'Write @approval("group,other-group").');

  const quorum = annotations.get("quorum") ?? "1";
  if (!/^([1-9]|10)$/.test(quorum)) return invalid("@quorum is not 1 to 10", 'Write @quorum("2").');

  const [, count, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(annotations.get("expires") ?? "15m") ?? [];
  const expiresInMs = Number(count) * milliseconds[unit as keyof typeof milliseconds];
  if (!(expiresInMs <= longest))
    return invalid("@expires is not a time up to 7 days", 'Write @expires("15m").');

  const risk = risks.find((level) => level === (annotations.get("risk") ?? "medium"));
  if (!risk) return invalid("@risk is not a level", 'Write @risk("low"), @risk("medium") or @risk("high").');

  const groups = [...new Set(names)].sort();
  const one = { groups, quorum: Number(quorum) };
  return { requirements: [one], ...one, expiresInMs, risk };
}

function invalid(message: string, hint: string) {
  return { type: "invalid", message, hint } as const;
}
