import { documentFeatureCount, writeDocument } from "../../src/screening/classifier/document-features.ts";
import type { Calibration } from "../../src/screening/classifier/model.ts";
import { type Network, runNetwork } from "../../src/screening/classifier/network.ts";
import { calibrate, calibrateOnHarmless, upperShare } from "./calibrate.ts";
import { documentExamples, type Example, type Material, promptExamples } from "./examples.ts";
import { fitLinearOften, type LinearModel, type LinearOptions, logitOf } from "./fit-linear.ts";
import { fitNetworks } from "./fit-network.ts";
import { Random } from "./random.ts";
import type { Item } from "./sources.ts";
import { Windows } from "./windows.ts";

export interface DocumentModel {
  readonly linear: LinearModel;
  readonly network: Network;
  readonly calibration: Calibration;
}

export interface PromptModel {
  readonly linear: LinearModel;
  readonly calibration: Calibration;
}

const linearOptions: LinearOptions = {
  epochs: 4,
  rate: 0.06,
  decay: 1e-6,
  dropout: 0.3,
  caution: 1e-2,
  fits: 3,
};
const networkOptions = { networks: 6, hidden: 8, epochs: 25, rate: 0.03, decay: 1e-5 };
const folds = 3;

/**
 * Trains the sentence model, then the document model on scores of texts whose kind of attack the sentence model had
 * not seen: on its own training texts it would look far surer than it is.
 */
export function trainDocuments(
  material: Material,
  short: readonly Item[],
  seed: number,
  size = 7000,
): DocumentModel {
  const random = new Random(seed);
  const examples = documentExamples(material, random, size);
  const windows = readExamples(examples);
  const { rows, labels } = scoreUnseen(examples, windows, random);
  const weights = labels.map((label, i) =>
    label === 0 && (examples[i]?.group.startsWith("doc_") ?? false) ? 3 : 1,
  );
  const network = fitNetworks(rows, labels, weights, random, networkOptions);
  const logits = rows.map((row) => runNetwork(network, row));
  const linear = fitLinearOften(windows, random, linearOptions);
  const long = logits.filter((_, i) => examples[i]?.group.startsWith("doc_") === true);
  const brief = short.map((item) => runNetwork(network, documentRow(linear, item)));
  const limit = Math.max(upperShare(long, 0.005), upperShare(brief, 0.01));
  const calibration = calibrate(logits, labels, limit);
  return { linear, network, calibration };
}

/** Trains the model for prompts, calibrated on sources it had not seen. */
export function trainPrompts(material: Material, seed: number, size = 4000): PromptModel {
  const random = new Random(seed);
  const examples = promptExamples(material, random, size);
  const windows = readExamples(examples);
  const { rows, labels } = scoreUnseen(examples, windows, random);
  const logits = rows.map((row) => (row[0] ?? 0) * 4);
  const harmless = logits.filter((_, i) => labels[i] === 0);
  return {
    linear: fitLinearOften(windows, random, linearOptions),
    calibration: calibrateOnHarmless(harmless, 0.01),
  };
}

/** Every example's windows, read once. */
function readExamples(examples: readonly Example[]): Windows {
  const windows = new Windows();
  for (const example of examples) windows.add(example);
  return windows;
}

/** Document features of every example, each from a model that saw neither its text nor its group of attacks. */
function scoreUnseen(
  examples: readonly Example[],
  windows: Windows,
  random: Random,
): { rows: Float32Array[]; labels: number[] } {
  const groups = [...new Set(examples.map((example) => example.group))];
  const mixed = new Set([
    "excerpt",
    "comment",
    "made:harmless",
    "made:report",
    "made:dialogue",
    "made:trigger",
  ]);
  const foldOf = examples.map(
    ({ group }, index) => (mixed.has(group) ? index : groups.indexOf(group)) % folds,
  );
  const rows: Float32Array[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const linear = fitLinearOften(windows, random, linearOptions, (text) => foldOf[text] !== fold);
    for (const index of examples.keys()) {
      if (foldOf[index] === fold) rows[index] = rowOf(linear, windows, index);
    }
  }
  return { rows, labels: examples.map((example) => (example.hostile ? 1 : 0)) };
}

/** The document model's inputs for a text that was not trained on. */
function documentRow(linear: LinearModel, { text }: Item): Float32Array {
  return rowOf(linear, readExamples([{ text, hostile: false, group: "" }]), 0);
}

function rowOf(linear: LinearModel, windows: Windows, text: number): Float32Array {
  const row = new Float32Array(documentFeatureCount);
  const { from = 0, to = 0, features = { requestShare: 0, record: false } } = windows.texts[text] ?? {};
  const sentences = windows.about.slice(from, to).map((about, index) => ({
    ...about,
    logit: logitOf(linear, windows, from + index),
    plain: logitOf(linear, windows, from + index, 0),
  }));
  writeDocument(sentences, features, row);
  return row;
}
