/** What is known of one sentence when the whole text is judged. */
export interface ScoredSentence {
  readonly logit: number;
  /** The part of the logit that no particular words have a share in. */
  readonly plain: number;
  readonly words: number;
  readonly request: boolean;
  readonly label: boolean;
  readonly novelty: number;
  /** 0 to 1: how far the logit of a sentence in this language is to be believed. */
  readonly trust: number;
  readonly first: boolean;
  readonly last: boolean;
}

export const documentFeatureCount = 19;

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
    const logit = logitOf(sentences[i]);
    sum += logit;
    squares += logit * logit;
    if (i === 0) continue;
    const best = logitOf(sentences[top]);
    if (logit > best) {
      second = best;
      top = i;
    } else if (logit > second) second = logit;
  }
  const count = Math.max(1, sentences.length);
  const mean = sum / count;
  const deviation = Math.sqrt(Math.max(0.01, squares / count - mean * mean));
  const best = sentences[top];
  const logit = logitOf(best);
  const plain = plainOf(best);
  const others = othersPlain(sentences, top);
  let around = 0;
  let neighbours = 0;
  for (let i = Math.max(0, top - 4); i < Math.min(sentences.length, top + 5); i += 1) {
    if (i === top) continue;
    around += logitOf(sentences[i]);
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
  out[14] = plain / 4;
  out[15] = count === 1 ? 0 : (plain - others.best) / 4;
  out[16] = Math.log1p(others.above) / 3;
  out[17] = best?.label === true ? 1 : 0;
  out[18] = best?.trust ?? 0;
  return top;
}

/** How the other sentences do without their words: the best of them, and how many come before the top one. */
function othersPlain(sentences: readonly ScoredSentence[], top: number): { best: number; above: number } {
  const limit = sentences[top]?.plain ?? 0;
  let best = -most;
  let above = 0;
  for (let i = 0; i < sentences.length; i += 1) {
    if (i === top) continue;
    const plain = plainOf(sentences[i]);
    if (plain > best) best = plain;
    if (plain > limit) above += 1;
  }
  return { best, above };
}

const distrust = 10;
const most = 12;

const logitOf = (sentence: ScoredSentence | undefined): number => believed(sentence, sentence?.logit);
const plainOf = (sentence: ScoredSentence | undefined): number => believed(sentence, sentence?.plain);

function believed(sentence: ScoredSentence | undefined, logit = -most): number {
  return Math.max(-most, Math.min(most, logit - distrust * (1 - (sentence?.trust ?? 1))));
}
