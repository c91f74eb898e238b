import { createHash } from "node:crypto";
import type { Screener, Screening, ScreeningPlace, ScreeningReason } from "../screening.ts";
import { decide } from "../verdict.ts";
import type { PluginOpinion, ScreeningPlugin } from "./plugin.ts";

/** What depends on the text: after a failed plug-in a high-trust sink gets nothing, an ordinary one gets a mark. */
export type Sink = "ordinary" | "high-trust";

export interface ExtendedScreening extends Screening {
  /** Ids of the plug-ins that gave no answer. Empty when all did. */
  readonly unscreenedBy: readonly string[];
}

export interface ExtendedScreener {
  readonly detectorVersion: string;
  /** Never rejects. */
  screen(
    text: string,
    options: { readonly place: ScreeningPlace; readonly trusted: boolean; readonly sink: Sink },
  ): Promise<ExtendedScreening>;
}

export interface ExtendedScreenerOptions {
  readonly screener: Screener;
  readonly plugins: readonly ScreeningPlugin[];
  /** For each plug-in and text. */
  readonly timeoutMs?: number;
}

/**
 * Adds plug-ins to a screener. A plug-in that throws, answers nonsense or takes longer than `timeoutMs` (2 s) counts
 * as absent: text for a high-trust sink is then quarantined, other text is marked as unscreened by it.
 */
export function extendScreener({
  screener,
  plugins,
  timeoutMs = 2000,
}: ExtendedScreenerOptions): ExtendedScreener {
  const versions = JSON.stringify([
    screener.detectorVersion,
    ...plugins.map(({ id, version }) => `${id}@${version}`),
  ]);
  const detectorVersion = createHash("sha256").update(versions).digest("hex").slice(0, 16);
  return {
    detectorVersion,
    async screen(text, { place, trusted, sink }) {
      const own = screener.screen(text, { place, trusted });
      // What is quarantined already needs no second opinion.
      if (own.verdict === "quarantined") return { ...own, detectorVersion, unscreenedBy: [] };
      const opinions = await Promise.all(plugins.map((plugin) => ask(plugin, text, place, timeoutMs)));
      const unscreenedBy = plugins.flatMap(({ id }, i) => (opinions[i] === undefined ? [id] : []));
      const reasons = [
        ...own.reasons,
        ...plugins.flatMap((plugin, i) => reasonOf(plugin, opinions[i], text)),
      ];
      reasons.sort((a, b) => b.score - a.score || a.start - b.start);
      const decided = decide(reasons, { place, trusted });
      const verdict = unscreenedBy.length > 0 && sink === "high-trust" ? "quarantined" : decided.verdict;
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
    const opinion = await Promise.race([answer, late]);
    return opinion !== undefined && opinion.score >= 0 && opinion.score <= 1 ? opinion : undefined;
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
  const { score, start = 0, end = text.length } = opinion;
  return [{ detector: `plugin:${id}`, message, owasp: "LLM01", score, start, end }];
}
