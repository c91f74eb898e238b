import type { Readings } from "../detectors/detector.ts";
import type { Words } from "../language/words.ts";
import type { ScreeningPlace, ScreeningReason } from "../screening.ts";
import { type Channel, originalSpan } from "../view.ts";
import { type Classification, classifyDocument, classifyPrompt } from "./classify.ts";
import { classifierDetector } from "./detector.ts";
import type { Model } from "./model.ts";

/** Words alone never quarantine: that takes something that can be named. */
const surest = 0.89;

/** Channels with no everyday use: what stands there is read as prose too. */
const hiding: ReadonlySet<Channel> = new Set<Channel>([
  "tag-characters",
  "variation-selectors",
  "zero-width-bits",
  "hidden-element",
  "markup-comment",
  "markup-attribute",
  "base64",
  "base32",
  "hexadecimal",
  "binary",
  "decimal-codes",
  "morse",
  "rot13",
  "reversed",
]);

/** Editors leave notes to each other in comments, and what images show sounds like an order: "Plan of the hall". */
const honest: ReadonlySet<Channel> = new Set<Channel>(["markup-comment", "markup-attribute"]);
const honestShare = 0.65;

/** The surest classification over all readings; the rest adds nothing. */
export function classifyReadings(model: Model, readings: Readings, place: ScreeningPlace): ScreeningReason[] {
  const judge = place === "prompt" || place === "agent-message" ? classifyPrompt : classifyDocument;
  let best: Classification | undefined = judge(model, readings.visible, false);
  for (const reading of readings.concealed) {
    if (!hiding.has(reading.view.channel) || !isLanguage(reading.words)) continue;
    const found = judge(model, reading, true);
    const weight = honest.has(reading.view.channel) ? honestShare : 1;
    if (found !== undefined && found.probability * weight > (best?.probability ?? 0))
      best = { ...found, probability: found.probability * weight };
  }
  if (best === undefined) return [];
  const { view, words } = best.reading;
  const { id, message, owasp } = classifierDetector;
  const span = originalSpan(view, words.starts[best.first] ?? 0, words.ends[best.last] ?? 0);
  return [{ detector: id, message, owasp, score: best.probability * surest, ...span }];
}

const leastKnown = 0.25;

/** Media types, file names and settings are no prose. */
function isLanguage({ count, rows, text }: Words): boolean {
  let known = 0;
  for (const row of rows) if (row !== 0) known += 1;
  // The lexicon knows few words of other languages.
  return known >= count * leastKnown || /\P{ASCII}/u.test(text);
}
