import { type Digest, digestOf, type JsonValue } from "../crypto/index.ts";
import type { Classification } from "../identity/index.ts";
import { createLabel, integrities, type Label } from "../policy/index.ts";
import type { Session } from "../sessions/index.ts";
import type { GateContext } from "./context.ts";
import type { RegisteredTool } from "./tool-registry.ts";

export interface AdmittedResult {
  readonly result: JsonValue;
  readonly withheld: boolean;
  /** Of the result as the tool gave it. */
  readonly digest: Digest;
}

/**
 * What of a tool's result the model may see: screened, redacted for the session's human, labelled, and
 * remembered as something that later arguments may have come from. Never throws: what cannot be checked is withheld.
 */
export function admitResult(
  context: GateContext,
  session: Session,
  registered: RegisteredTool,
  result: JsonValue,
): AdmittedResult {
  const digest = digestResult(result);
  try {
    const label = labelOf(session, registered);
    const isHostile = (text: string) =>
      context.screener.screen(text, { place: "tool-result", trusted: label.integrity !== "untrusted" })
        .verdict === "quarantined";
    const harmless = isHostile(textOf(result)) ? withoutHostileParts(result, isHostile) : result;
    if (harmless !== result && !isWorthShowing(textOf(harmless), isHostile))
      return withhold("it looks like an attempt to give you instructions", digest);
    const shown = redactFor(context, session, harmless, label.classification);
    session.record({
      type: "tool",
      // As the tool gave it: a value that redaction hides came from there all the same.
      text: textOf(result),
      shown: textOf(shown),
      integrity: label.integrity,
      label,
      ...(isLabelDeclared(registered) ? {} : { isLabelAssumed: true }),
      origin: registered.tool.name,
      name: registered.tool.name,
    });
    return { result: shown, withheld: harmless !== result, digest };
  } catch {
    return withhold("it could not be checked", digest);
  }
}

/** Of a result as the tool gave it, for the ledger. */
export function digestResult(result: JsonValue): Digest {
  return digestOf("sallyport/tool-result/v1", result);
}

/** For the model, in the name of the session's human. */
export function redactFor(
  { redactor }: GateContext,
  { principal: reader, tokens }: Session,
  value: JsonValue,
  classification: Classification,
): JsonValue {
  const kept = tokens === undefined ? {} : { tokens };
  return redactor.redactJson(value, { sink: "tool-result", reader, classification, ...kept });
}

const notice = "[withheld]";
const mostParts = 200;

function isWorthShowing(text: string, isHostile: (text: string) => boolean): boolean {
  return /[\p{L}\p{N}]/u.test(text.replaceAll(notice, "")) && !isHostile(text);
}

/** Line by line: a stranger's line in a bill, or in a list of mails, does not cost the human the rest of it. */
function withoutHostileParts(value: JsonValue, isHostile: (text: string) => boolean): JsonValue {
  let parts = 0;
  const clean = (part: JsonValue): JsonValue => {
    if (typeof part === "string")
      return part
        .split("\n")
        .map((line) => (++parts > mostParts || isHostile(line) ? notice : line))
        .join("\n");
    if (typeof part !== "object" || part === null) return part;
    if (Array.isArray(part)) return part.map(clean);
    return Object.fromEntries(Object.entries(part).map(([key, child]) => [key, clean(child)]));
  };
  return clean(value);
}

function withhold(reason: string, digest: Digest): AdmittedResult {
  return { result: `[The tool ran. Its result is withheld: ${reason}.]`, withheld: true, digest };
}

/**
 * By default whom the tool reaches may read what it returns; a tool outside is no more open than one inside. The
 * result is as trusted as the connector, or less when the tool says so.
 */
function labelOf(session: Session, registered: RegisteredTool): Label {
  const { tool, trust = "untrusted" } = registered;
  const labels = labelsOfSession.get(session) ?? new Map<string, Label>();
  labelsOfSession.set(session, labels);
  const known = labels.get(`${registered.digest} ${trust}`);
  if (known !== undefined) return known;
  const { integrity: claimed = trust, classification = "internal", readers } = tool.result ?? {};
  const integrity = integrities.indexOf(claimed) > integrities.indexOf(trust) ? claimed : trust;
  const { principal, tenant } = session;
  const label = createLabel({
    tenant,
    readers: readers ?? (tool.audience === "principal" ? { users: [principal.id] } : { everyone: true }),
    classification,
    integrity,
    owner: session.agent.owner,
  });
  labels.set(`${registered.digest} ${trust}`, label);
  return label;
}

/** A tool's label stays, unless the tool or the trust in its connector changes. */
const labelsOfSession = new WeakMap<Session, Map<string, Label>>();

function isLabelDeclared({ tool: { result } }: RegisteredTool): boolean {
  return result?.readers !== undefined || result?.classification !== undefined;
}

/** The values alone, one a line: keys and quotation marks are nobody's words. */
function textOf(value: JsonValue): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([key, child]) => (Array.isArray(value) ? textOf(child) : `${key}: ${textOf(child)}`))
    .join("\n");
}
