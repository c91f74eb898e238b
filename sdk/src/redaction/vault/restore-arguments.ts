import type { JsonValue } from "../../crypto/index.ts";
import type { Principal } from "../../identity/index.ts";
import type { RedactionPolicy, Restoring } from "../policy.ts";
import { tokensIn } from "./token.ts";
import type { TokenScope } from "./token-scope.ts";

export interface RestoreArgumentsOptions {
  /** The run's own: tokens of any other scope stay what they are. */
  readonly tokens: TokenScope;
  /** The human for whom the tool is called. */
  readonly reader: Principal;
  readonly tool: { readonly name: string; readonly audience: Restoring["audience"] };
  /** JSON pointers (RFC 6901) of the arguments that steer the tool's effect: where an account or address belongs. */
  readonly steering: ReadonlySet<string>;
}

export interface RestoredArguments {
  readonly arguments: JsonValue;
  /** How many arguments now hold values of each type, for a receipt. */
  readonly restored: Readonly<Record<string, number>>;
}

/**
 * A tool call's arguments with the values that its tokens stand for, where `policy` lets the tool have them. Judge the
 * result, not the tokens: then provenance, flow, digest and approval are those of what really leaves. A token that is
 * another scope's, expired, invented, relabelled, or not this tool's to have stays a token; so does one in a key.
 *
 * @throws {SallyportError} `ERR_REDACTION_VAULT_DAMAGED`.
 */
export async function restoreArguments(
  value: JsonValue,
  policy: RedactionPolicy,
  { tokens, reader, tool, steering }: RestoreArgumentsOptions,
): Promise<RestoredArguments> {
  const restored: Record<string, number> = {};

  async function restoreText(text: string, pointer: string): Promise<string | number> {
    const found = tokensIn(text);
    if (found.length === 0) return text;
    const isAlone = found.length === 1 && found[0]?.start === 0 && found[0].end === text.length;
    const place = isAlone && steering.has(pointer) ? "steering" : "text";
    const restoring: Restoring = { audience: tool.audience, place };
    const restoration = await tokens.restore(text, {
      otherwise: "token",
      isEntitled: (type) =>
        policy.operatorFor({ type, sink: "tool-arguments", reader, recipient: tool.name, restoring }) ===
        "keep",
    });
    for (const type of Object.keys(restoration.types)) restored[type] = (restored[type] ?? 0) + 1;
    return restoration.number ?? restoration.text;
  }

  async function restore(value: JsonValue, pointer: string): Promise<JsonValue> {
    if (typeof value === "string") return restoreText(value, pointer);
    if (typeof value !== "object" || value === null) return value;
    const entries: [string, JsonValue][] = [];
    for (const [key, child] of Object.entries(value))
      entries.push([key, await restore(child, `${pointer}/${escapeKey(key)}`)]);
    return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
  }

  return { arguments: await restore(value, ""), restored };
}

function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
