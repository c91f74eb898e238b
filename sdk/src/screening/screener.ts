import { createHash } from "node:crypto";
import type { Detector, Finding, Reading } from "./detectors/detector.ts";
import { detectors } from "./detectors/index.ts";
import { readWords } from "./language/words.ts";
import type { Screener, Screening, ScreeningReason } from "./screening.ts";
import { decide } from "./verdict.ts";
import { originalSpan, type View } from "./view.ts";
import { buildViews } from "./views/build-views.ts";

const mostReasons = 32;

/** Screens text for injected instructions. One screener may serve all places; it keeps no state. */
export function createScreener(): Screener {
  const detectorVersion = versionOf(detectors);
  return {
    detectorVersion,
    screen(text, { place, trusted }): Screening {
      const reasons = findReasons(text);
      const { verdict, score } = decide(reasons, { place, trusted });
      return { verdict, score, reasons: distinct(reasons), detectorVersion };
    },
  };
}

/** Changes with any detector's version, so that stored verdicts can be told stale. */
function versionOf(list: readonly Detector[]): string {
  const parts = list.map(({ id, version }) => `${id}@${version}`).sort();
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

/** All reasons, surest first. */
function findReasons(text: string): ScreeningReason[] {
  const views = buildViews(text);
  const raw = read(views.raw);
  const readings = {
    raw,
    visible: views.visible === views.raw ? raw : read(views.visible),
    concealed: views.concealed.map(read),
  };
  return detectors
    .flatMap((detector) => detector.find(readings).map((finding) => reasonOf(detector, finding)))
    .sort((a, b) => b.score - a.score || a.start - b.start);
}

/** The surest reasons, without those that a surer one of the same detector already covers. */
function distinct(reasons: readonly ScreeningReason[]): ScreeningReason[] {
  const kept: ScreeningReason[] = [];
  for (const reason of reasons) {
    if (kept.length === mostReasons) break;
    const { detector, start, end } = reason;
    if (!kept.some((other) => other.detector === detector && other.start < end && start < other.end))
      kept.push(reason);
  }
  return kept;
}

const read = (view: View): Reading => ({ view, words: readWords(view.text) });

/** Half of the doubt goes when the words were concealed. */
function reasonOf(detector: Detector, { view, start, end, score }: Finding): ScreeningReason {
  const concealed = view.channel !== "raw" && view.channel !== "visible";
  return {
    detector: detector.id,
    message: detector.message,
    owasp: detector.owasp,
    score: concealed ? 1 - (1 - score) * 0.5 : score,
    ...originalSpan(view, start, end),
  };
}
