import type { CurrentValue } from "../approvals/index.ts";
import { assertJson, canonicalJson, type JsonValue } from "../crypto/index.ts";
import type { ParsedCall } from "./read-call.ts";

const withinMs = 5_000;
const mostValues = 50;
const longestValue = 2_000;

/**
 * What the call would replace, as the tool reads it, so that people see before and after. Undefined for a tool that
 * does not say; `unreadable` when it could not, which people are told. Never throws.
 */
export async function readCurrent({
  registered: { tool },
  argumentsText,
}: ParsedCall): Promise<readonly CurrentValue[] | "unreadable" | undefined> {
  if (tool.readCurrent === undefined) return undefined;
  const signal = AbortSignal.timeout(withinMs);
  const timeout = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  try {
    const work = Promise.resolve(tool.readCurrent(JSON.parse(argumentsText), { signal }));
    const values = Object.entries(await Promise.race([work, timeout]));
    return values.slice(0, mostValues).flatMap(([argument, value]) => toCurrent(argument, value));
  } catch {
    return "unreadable";
  }
}

function toCurrent(argument: string, value: JsonValue): readonly CurrentValue[] {
  assertJson(value);
  return canonicalJson(value).length <= longestValue ? [{ argument, value }] : [];
}
