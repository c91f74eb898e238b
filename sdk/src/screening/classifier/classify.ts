import type { Reading } from "../detectors/detector.ts";
import { documentFeatureCount, type ScoredSentence, writeDocument } from "./document-features.ts";
import { calibrated, type LinearWeights, type Model } from "./model.ts";
import { runNetwork } from "./network.ts";
import { readSentences, type SentenceFeatures } from "./read-sentences.ts";

/** How surely a reading holds an injection, and in which words. */
export interface Classification {
  readonly reading: Reading;
  readonly probability: number;
  readonly first: number;
  readonly last: number;
}

/** Judges one reading as a document: a request stands out from what surrounds it. */
export function classifyDocument(
  model: Model,
  reading: Reading,
  concealed: boolean,
): Classification | undefined {
  const { linear, network, calibration } = model.document;
  const scored: ScoredSentence[] = [];
  const features = readSentences(reading.words, concealed, (sentence) => {
    scored.push({ ...sentence.about, ...logitsOf(linear, sentence) });
  });
  if (scored.length === 0) return undefined;
  const row = new Float32Array(documentFeatureCount);
  const top = writeDocument(scored, features, row);
  const probability = calibrated(calibration, runNetwork(network, row));
  if (features.record) return at(reading, top, probability);
  if (!concealed && standsAlone(scored)) return judgeAlone(model, reading, top, probability);
  const isBrief = !concealed && scored.length <= fewSentences;
  return at(reading, top, isBrief ? damped(probability) : probability);
}

const fewSentences = 3;
const harmlessLogit = -1.5;
/** In a short letter every sentence stands out: the order among texts stays, but none is condemned by this alone. */
const damped = (probability: number): number =>
  Math.min(probability, undamped + (probability - undamped) * 0.15);
const undamped = 0.36;
/** Keeps the order among texts while staying below any threshold: letters to the point look like this too. */
const aloneShare = 0.45;
const alonePromptShare = 0.6;

/** Whether a text is nothing but a request: then there is nothing around it that it could be foreign to. */
function standsAlone(scored: readonly ScoredSentence[]): boolean {
  return scored.length <= fewSentences && scored.every(({ logit }) => logit > harmlessLogit);
}

function judgeAlone(
  model: Model,
  reading: Reading,
  top: number,
  probability: number,
): Classification | undefined {
  const asDocument = at(reading, top, probability * aloneShare);
  const asPrompt = classifyPrompt(model, reading, false);
  const alone = (asPrompt?.probability ?? 0) * alonePromptShare;
  return asPrompt !== undefined && alone > asDocument.probability
    ? { ...asPrompt, probability: alone }
    : asDocument;
}

/** Judges one reading as a prompt: by its most suspicious sentence alone, for requests are what prompts are for. */
export function classifyPrompt(
  model: Model,
  reading: Reading,
  concealed: boolean,
): Classification | undefined {
  const { linear, calibration } = model.prompt;
  let top = -1;
  let best = Number.NEGATIVE_INFINITY;
  readSentences(reading.words, concealed, (sentence) => {
    const { logit } = logitsOf(linear, sentence);
    if (logit > best) {
      best = logit;
      top = sentence.index;
    }
  });
  return top < 0 ? undefined : at(reading, top, calibrated(calibration, best));
}

function at(reading: Reading, sentence: number, probability: number): Classification {
  const { sentences } = reading.words;
  return { reading, probability, first: sentences[sentence] ?? 0, last: (sentences[sentence + 1] ?? 1) - 1 };
}

function logitsOf(
  linear: LinearWeights,
  { hashed, hashedCount, dense }: SentenceFeatures,
): { logit: number; plain: number } {
  let sum = 0;
  for (let i = 0; i < hashedCount; i += 1) sum += linear.hashed[hashed[i] ?? 0] ?? 0;
  let plain = linear.bias;
  for (let d = 0; d < dense.length; d += 1) plain += (linear.dense[d] ?? 0) * (dense[d] ?? 0);
  return { logit: plain + (sum * linear.scale) / Math.sqrt(Math.max(1, hashedCount)), plain };
}
