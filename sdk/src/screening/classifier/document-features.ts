/** What is known of one sentence when the whole text is judged. */
export interface ScoredSentence {
  readonly logit: number;
  readonly words: number;
  readonly request: boolean;
  readonly novelty: number;
  readonly first: boolean;
  readonly last: boolean;
}

export const documentFeatureCount = 14;

/** How the most suspicious sentence stands out from its text, as inputs of the document model. */
export function writeDocument(
  sentences: readonly ScoredSentence[],
  text: { readonly requestShare: number; readonly record: boolean },
  out: Float32Array,
): number {
  let top = 0;
  let second = -12;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < sentences.length; i += 1) {
    const logit = clamp(sentences[i]?.logit ?? -12);
    sum += logit;
    squares += logit * logit;
    if (i === 0) continue;
    const best = clamp(sentences[top]?.logit ?? -12);
    if (logit > best) {
      second = best;
      top = i;
    } else if (logit > second) second = logit;
  }
  const count = Math.max(1, sentences.length);
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0.01, squares / count - mean * mean));
  const best = sentences[top];
  const logit = clamp(best?.logit ?? -12);
  let around = 0;
  let neighbours = 0;
  for (let i = Math.max(0, top - 4); i < Math.min(sentences.length, top + 5); i += 1) {
    if (i === top) continue;
    around += clamp(sentences[i]?.logit ?? -12);
    neighbours += 1;
  }
  out[0] = logit / 4;
  out[1] = Math.max(second, -12) / 4;
  out[2] = Math.log1p(count) / 4;
  out[3] = mean / 4;
  out[4] = deviation / 2;
  out[5] = count === 1 ? 0 : (logit - mean) / deviation / 5;
  out[6] = neighbours === 0 ? 0 : (logit - around / neighbours) / 4;
  out[7] = text.requestShare;
  out[8] = text.record ? 1 : 0;
  out[9] = best?.request === true ? 1 : 0;
  out[10] = best?.novelty ?? 0;
  out[11] = Math.min(1, (best?.words ?? 0) / 30);
  out[12] = best?.first === true ? 1 : 0;
  out[13] = best?.last === true ? 1 : 0;
  return top;
}

const clamp = (logit: number): number => Math.max(-12, Math.min(12, logit));
