import type { RedactionOptions, Redactor } from "../redaction.ts";
import { type Canary, findCanaries } from "./canary.ts";
import {
  canaryReasons,
  type DataLossRule,
  type DataLossVerdict,
  mostSevere,
  reasonFor,
  valuesIn,
} from "./data-loss-rules.ts";

export interface StreamGuardOptions extends RedactionOptions {
  readonly redactor: Redactor;
  readonly rules: readonly DataLossRule[];
  readonly canaries?: readonly Canary[];
  /** Told when a rule or canary ends the stream, before that shows: the place for an alarm and a receipt. */
  readonly onStop?: (verdict: DataLossVerdict) => void | Promise<void>;
}

export interface StreamGuard {
  /** Takes the next piece; resolves to what may be shown by now. */
  push(piece: string): Promise<string>;
  /** Resolves to the rest. */
  end(): Promise<string>;
  /** A rule or canary has spoken: nothing more is shown, whatever comes. */
  readonly isStopped: boolean;
}

/** What is inspected again with each piece: longer than a value, or a canary in any spacing or encoding. */
const lookBack = 512;
/** Inspecting word by word would cost ten times as much as so many characters at a time. */
const inspectedAtOnce = 96;

/**
 * Redacts text that arrives in pieces, and stops where a rule blocks or asks, or a canary comes up: before any of the
 * piece with the offending value is shown. Values are counted over the whole stream.
 */
export function openStreamGuard({
  redactor,
  rules,
  canaries = [],
  onStop,
  ...options
}: StreamGuardOptions): StreamGuard {
  const redaction = redactor.stream(options);
  const applying = rules.filter(({ sinks }) => sinks === undefined || sinks.includes(options.sink));
  const step = applying.length + canaries.length === 0 ? 0 : inspectedAtOnce;
  const seen = new Set<string>();
  let recent = "";
  let fresh = 0;
  let ready = "";
  let isStopped = false;

  async function inspect(isEnd: boolean): Promise<string> {
    // What touches the end may go on with the next piece: it counts then, and isn't shown before.
    for (const { value, end } of applying.length === 0 ? [] : valuesIn(recent, redactor))
      if (isEnd || end < recent.length) seen.add(value);
    const verdict = mostSevere([
      ...canaryReasons(findCanaries(recent, canaries)),
      ...applying.flatMap((rule) => reasonFor(rule, seen) ?? []),
    ]);
    isStopped = verdict.action === "block" || verdict.action === "ask";
    if (isStopped) await onStop?.(verdict);
    if (recent.length > lookBack) recent = recent.slice(-lookBack).replace(/^\S*/, "");
    fresh = 0;
    const shown = isStopped ? "" : ready;
    ready = "";
    return shown;
  }

  return {
    get isStopped() {
      return isStopped;
    },
    async push(piece) {
      if (isStopped) return "";
      recent += piece;
      fresh += piece.length;
      ready += redaction.push(piece);
      return fresh < step ? "" : inspect(false);
    },
    async end() {
      if (isStopped) return "";
      ready += redaction.end();
      return inspect(true);
    },
  };
}

/** {@link openStreamGuard} for any stream of texts; ends, and cancels what it reads from, where the guard stops. */
export async function* guardStream(
  source: AsyncIterable<string>,
  options: StreamGuardOptions,
): AsyncGenerator<string, void, undefined> {
  const guard = openStreamGuard(options);
  for await (const piece of source) {
    const shown = await guard.push(piece);
    if (shown !== "") yield shown;
    if (guard.isStopped) return;
  }
  const rest = await guard.end();
  if (rest !== "") yield rest;
}
