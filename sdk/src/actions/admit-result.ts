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
  const digest = digestOf("sallyport/tool-result/v1", result);
  try {
    const label = labelOf(session, registered);
    const { verdict } = context.screener.screen(textOf(result), {
      place: "tool-result",
      trusted: label.integrity !== "untrusted",
    });
    if (verdict === "quarantined")
      return withhold("it looks like an attempt to give you instructions", digest);
    const shown = redactFor(context, session, result, label.classification);
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
    return { result: shown, withheld: false, digest };
  } catch {
    return withhold("it could not be checked", digest);
  }
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

function withhold(reason: string, digest: Digest): AdmittedResult {
  return { result: `[The tool ran. Its result is withheld: ${reason}.]`, withheld: true, digest };
}

/**
 * By default whom the tool reaches may read what it returns; a tool outside is no more open than one inside. The
 * result is as trusted as the connector, or less when the tool says so.
 */
function labelOf(session: Session, { tool, trust = "untrusted" }: RegisteredTool): Label {
  const { integrity: claimed = trust, classification = "internal", readers } = tool.result ?? {};
  const integrity = integrities.indexOf(claimed) > integrities.indexOf(trust) ? claimed : trust;
  const { principal, tenant } = session;
  return createLabel({
    tenant,
    readers: readers ?? (tool.audience === "principal" ? { users: [principal.id] } : { everyone: true }),
    classification,
    integrity,
    owner: session.agent.owner,
  });
}

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
