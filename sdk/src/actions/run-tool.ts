import { assertJson, type JsonValue } from "../crypto/index.ts";
import type { FailureCode } from "./call.ts";
import type { ToolContext } from "./guarded-tool.ts";
import type { ParsedCall } from "./read-call.ts";
import { defaultTimeoutMs } from "./tool-descriptor.ts";

export type Run =
  | { readonly type: "succeeded"; readonly result: JsonValue }
  /** `unknown`: it may or may not have taken effect. */
  | { readonly type: "failed"; readonly outcome: "failed" | "unknown"; readonly code: FailureCode };

const longestResult = 1024 * 1024;

/** Runs the tool on the very text that was judged, within its time. Never throws. */
export async function runTool(
  call: ParsedCall,
  given: Omit<ToolContext, "signal">,
  signal: AbortSignal | undefined,
): Promise<Run> {
  const { tool } = call.registered;
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(timedOut()), tool.timeoutMs ?? defaultTimeoutMs);
  const ended = signal === undefined ? timeout.signal : AbortSignal.any([signal, timeout.signal]);
  const parsed = JSON.parse(call.argumentsText);
  try {
    const work = Promise.resolve(tool.execute(parsed, { ...given, signal: ended }));
    return { type: "succeeded", result: toJson(await Promise.race([work, rejectWhenAborted(ended)])) };
  } catch {
    if (!ended.aborted) return { type: "failed", outcome: "failed", code: "tool-failed" };
    const code = timeout.signal.aborted && !signal?.aborted ? "tool-timeout" : "tool-aborted";
    return { type: "failed", outcome: tool.impact === "read" ? "failed" : "unknown", code };
  } finally {
    clearTimeout(timer);
  }
}

/** As `AbortSignal.timeout` says it. */
function timedOut(): DOMException {
  return new DOMException("The operation was aborted due to timeout", "TimeoutError");
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Whatever a tool returns, as JSON; the effect has happened, so nothing here may fail. */
function toJson(result: unknown): JsonValue {
  try {
    const text = JSON.stringify(result ?? null, (_, value) => plainValue(value));
    if (text.length > longestResult) {
      const start = text.slice(0, longestResult).toWellFormed();
      return `${start} [cut: the result was longer than ${longestResult} characters]`;
    }
    const json: unknown = JSON.parse(text);
    assertJson(json);
    return json;
  } catch {
    return "[the result has no JSON form]";
  }
}

function plainValue(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  return typeof value === "string" ? value.toWellFormed() : value;
}
