import type { LinearModel } from "./fit-linear.ts";
import type { DocumentModel, PromptModel } from "./train.ts";

/** The models as the package ships them: hashed weights as bytes, the rest rounded. */
export function storeModels(document: DocumentModel, prompt: PromptModel): string {
  return `${JSON.stringify({ document: storeDocument(document), prompt: storePrompt(prompt) })}\n`;
}

export function storeDocument({ linear, network, calibration }: DocumentModel) {
  const { first, second } = network;
  return {
    linear: storeLinear(linear),
    network: { ...network, first: rounded(first), second: rounded(second) },
    calibration,
  };
}

export function storePrompt({ linear, calibration }: PromptModel) {
  return { linear: storeLinear(linear), calibration };
}

function storeLinear({ bias, hashed, dense }: LinearModel) {
  const scale = hashed.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-6) / 127;
  const bytes = Int8Array.from(hashed, (weight) => Math.round(weight / scale));
  return { bias, scale, hashed: Buffer.from(bytes.buffer).toString("base64"), dense: rounded(dense) };
}

const rounded = (values: Float32Array): number[] =>
  Array.from(values, (value) => Number(value.toPrecision(5)));
