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

/** What is inspected again with each piece: longer than a value, or a canary in any spacing or encoding. */
const lookBack = 512;
/** Inspecting word by word would cost ten times as much. */
const step = 96;

/**
 * Redacts text that arrives in pieces, and ends it where a rule blocks or asks, or a canary comes up: before any of
 * the piece with the offending value is shown. Values are counted over the whole stream.
 */
export async function* guardStream(
  source: AsyncIterable<string>,
  { redactor, rules, canaries = [], onStop, ...options }: StreamGuardOptions,
): AsyncGenerator<string, void, undefined> {
  const redaction = redactor.stream(options);
  const applying = rules.filter(({ sinks }) => sinks === undefined || sinks.includes(options.sink));
  const seen = new Set<string>();
  let recent = "";
  let fresh = 0;
  let ready = "";

  /** What may be shown by now; undefined when nothing more may. */
  async function inspect(isEnd: boolean): Promise<string | undefined> {
    // What touches the end may go on with the next piece: it counts then, and isn't shown before.
    for (const { value, end } of valuesIn(recent, redactor))
      if (isEnd || end < recent.length) seen.add(value);
    const reasons = [
      ...canaryReasons(findCanaries(recent, canaries)),
      ...applying.flatMap((rule) => reasonFor(rule, seen) ?? []),
    ];
    const verdict = mostSevere(reasons);
    if (verdict.action === "block" || verdict.action === "ask") {
      await onStop?.(verdict);
      return undefined;
    }
    if (recent.length > lookBack) recent = recent.slice(-lookBack).replace(/^\S*/, "");
    fresh = 0;
    const shown = ready;
    ready = "";
    return shown;
  }

  for await (const piece of source) {
    recent += piece;
    fresh += piece.length;
    ready += redaction.push(piece);
    if (fresh < step) continue;
    const shown = await inspect(false);
    if (shown === undefined) return;
    if (shown !== "") yield shown;
  }
  ready += redaction.end();
  const rest = await inspect(true);
  if (rest !== undefined && rest !== "") yield rest;
}
