import { createHash } from "node:crypto";
import type { Screener, Screening, ScreeningPlace, ScreeningReason } from "../screening.ts";
import { decide } from "../verdict.ts";
import type { PluginOpinion, ScreeningPlugin } from "./plugin.ts";

/** What depends on the text: after a failed plug-in a high-trust sink gets nothing, an ordinary one gets a mark. */
export type ScreeningSink = "ordinary" | "high-trust";

export interface ExtendedScreening extends Screening {
  /** Ids of the plug-ins that gave no answer. Empty when all did. */
  readonly unscreenedBy: readonly string[];
}

/**
 * A screener with plug-ins. One that throws, answers nonsense or takes too long counts as absent: text for a
 * high-trust sink is then quarantined, other text is marked as unscreened by it. Such an answer carries the version of
 * the built-in detectors alone, so that it is stale and the text is screened again.
 */
export interface ExtendedScreener {
  readonly detectorVersion: string;
  /** Never rejects. The sink is `ordinary` when absent. */
  screen(
    text: string,
    options: {
      readonly place: ScreeningPlace;
      readonly trusted: boolean;
      readonly sink?: ScreeningSink;
    },
  ): Promise<ExtendedScreening>;
}

export interface PluginLimits {
  /** For each plug-in and text; 2,000 when absent. */
  readonly timeoutMs: number;
}

interface ExtendedScreenerOptions extends Partial<PluginLimits> {
  readonly screener: Screener;
  readonly plugins: readonly ScreeningPlugin[];
}

export function extendScreener({
  screener,
  plugins,
  timeoutMs = 2000,
}: ExtendedScreenerOptions): ExtendedScreener {
  const versions = JSON.stringify([
    screener.detectorVersion,
    ...plugins.map(({ id, version }) => `${id}@${version}`),
  ]);
  const complete = createHash("sha256").update(versions).digest("hex").slice(0, 16);
  return {
    detectorVersion: complete,
    async screen(text, { place, trusted, sink = "ordinary" }) {
      const own = screener.screen(text, { place, trusted });
      // What is quarantined already needs no second opinion.
      if (own.verdict === "quarantined") return { ...own, detectorVersion: complete, unscreenedBy: [] };
      const opinions = await Promise.all(plugins.map((plugin) => ask(plugin, text, place, timeoutMs)));
      const unscreenedBy = plugins.flatMap(({ id }, i) => (opinions[i] === undefined ? [id] : []));
      const reasons = [
        ...own.reasons,
        ...plugins.flatMap((plugin, i) => reasonOf(plugin, opinions[i], text)),
      ];
      reasons.sort((a, b) => b.score - a.score || a.start - b.start);
      const decided = decide(reasons, { place, trusted });
      const isMissed = unscreenedBy.length > 0;
      const verdict = isMissed && sink === "high-trust" ? "quarantined" : decided.verdict;
      const detectorVersion = isMissed ? screener.detectorVersion : complete;
      return { ...decided, verdict, reasons, detectorVersion, unscreenedBy };
    },
  };
}

/** The plug-in's opinion in time, or undefined. */
async function ask(
  plugin: ScreeningPlugin,
  text: string,
  place: ScreeningPlace,
  timeoutMs: number,
): Promise<PluginOpinion | undefined> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      controller.abort();
      resolve(undefined);
    }, timeoutMs);
  });
  try {
    const answer = (async () => plugin.judge(text, { place, signal: controller.signal }))().catch(
      () => undefined,
    );
    const opinion: Partial<PluginOpinion> | undefined = (await Promise.race([answer, late])) ?? undefined;
    const score = opinion?.score;
    return typeof score === "number" && score >= 0 && score <= 1 ? { ...opinion, score } : undefined;
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(
  { id, message }: ScreeningPlugin,
  opinion: PluginOpinion | undefined,
  text: string,
): ScreeningReason[] {
  if (opinion === undefined) return [];
  const { score } = opinion;
  const start = within(text, opinion.start, 0);
  const end = Math.max(start, within(text, opinion.end, text.length));
  return [{ detector: `plugin:${id}`, message, owasp: "LLM01", score, start, end }];
}

function within(text: string, offset: number | undefined, otherwise: number): number {
  return Number.isInteger(offset) ? Math.min(text.length, Math.max(0, offset ?? 0)) : otherwise;
}
