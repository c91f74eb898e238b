import { createHash } from "node:crypto";
import { classifyReadings } from "./classifier/classify-readings.ts";
import { loadModel, type Model } from "./classifier/model.ts";
import type { Detector, Finding, Readings } from "./detectors/detector.ts";
import { detectors } from "./detectors/index.ts";
import { type ExtendedScreener, extendScreener, type PluginLimits } from "./plugins/extended-screener.ts";
import type { ScreeningPlugin } from "./plugins/plugin.ts";
import { readText } from "./readings.ts";
import type { Screener, Screening, ScreeningReason } from "./screening.ts";
import { decide } from "./verdict.ts";
import { type Channel, originalSpan } from "./view.ts";

const mostReasons = 32;
const leastShown = 0.05;

/** How much the channel adds to what is said in it. Comments, attributes and scripts have honest uses. */
const emphasis: Readonly<Record<Channel, number>> = {
  raw: 1,
  visible: 1,
  script: 1,
  "markup-attribute": 1.2,
  "markup-comment": 1.2,
  "hidden-element": 1.5,
  base64: 1.5,
  base32: 1.5,
  hexadecimal: 1.5,
  binary: 1.5,
  "decimal-codes": 1.5,
  morse: 1.5,
  escapes: 1.2,
  rot13: 1.5,
  reversed: 1.5,
  "spelled-out": 1.2,
  fragments: 1.2,
  "run-together": 1,
  leetspeak: 1.2,
  scrambled: 1.2,
  "tag-characters": 2,
  "variation-selectors": 2,
  "zero-width-bits": 2,
};

/** What every screener needs to know of plug-ins. */
export interface ScreenerOptions extends Partial<PluginLimits> {
  readonly plugins: readonly ScreeningPlugin[];
}

/**
 * Screens text for injected instructions. One screener may serve all places; it keeps no state. With plug-ins it
 * answers later, since they may be slow or fail; see {@link ExtendedScreener} for what happens then.
 *
 * Throws when the model's file is missing, never later.
 */
export function createScreener(): Screener;
export function createScreener(options: ScreenerOptions): ExtendedScreener;
export function createScreener(options?: ScreenerOptions): Screener | ExtendedScreener {
  const screener = screenWith(loadModel());
  return options === undefined ? screener : extendScreener({ screener, ...options });
}

/** A screener with another model than the one that ships: for measuring models that left a source out. */
export function screenWith(model: Model): Screener {
  const detectorVersion = versionOf(detectors, model);
  return {
    detectorVersion,
    screen(text, { place, trusted }): Screening {
      const readings = readText(text);
      const reasons = [...detect(readings), ...classifyReadings(model, readings, place)];
      reasons.sort((a, b) => b.score - a.score || a.start - b.start);
      const { verdict, score } = decide(reasons, { place, trusted });
      return { verdict, score, reasons: distinct(reasons), detectorVersion };
    },
  };
}

/** Changes with any detector's version and with the model, so that stored verdicts can be told stale. */
function versionOf(list: readonly Detector[], model: Model): string {
  const parts = list.map(({ id, version }) => `${id}@${version}`).sort();
  return createHash("sha256")
    .update(JSON.stringify([...parts, model.version]))
    .digest("hex")
    .slice(0, 16);
}

const detect = (readings: Readings): ScreeningReason[] =>
  detectors.flatMap((detector) => detector.find(readings).map((finding) => reasonOf(detector, finding)));

/** The surest reasons, without those that a surer one of the same detector already covers. */
function distinct(reasons: readonly ScreeningReason[]): ScreeningReason[] {
  const kept: ScreeningReason[] = [];
  for (const reason of reasons) {
    if (kept.length === mostReasons || reason.score < leastShown) break;
    const { detector, start, end } = reason;
    if (!kept.some((other) => other.detector === detector && other.start < end && start < other.end))
      kept.push(reason);
  }
  return kept;
}

/** A finding weighs more in words that somebody took care to hide. */
function reasonOf(detector: Detector, { view, start, end, score }: Finding): ScreeningReason {
  return {
    detector: detector.id,
    message: detector.message,
    owasp: detector.owasp,
    score: Math.min(0.99, score * emphasis[view.channel]),
    ...originalSpan(view, start, end),
  };
}
