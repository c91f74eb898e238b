import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Network } from "./network.ts";

/** A linear model over the features of one sentence. Hashed weights are bytes, to be multiplied by `scale`. */
export interface LinearWeights {
  readonly bias: number;
  readonly scale: number;
  readonly hashed: Int8Array;
  readonly dense: Float32Array;
}

/** `probability = 1 / (1 + exp(-(slope * logit + offset)))` */
export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/** Documents are judged by their most suspicious sentence against the rest, prompts by the sentence alone. */
export interface Model {
  readonly version: string;
  readonly document: {
    readonly linear: LinearWeights;
    readonly network: Network;
    readonly calibration: Calibration;
  };
  readonly prompt: { readonly linear: LinearWeights; readonly calibration: Calibration };
}

interface StoredLinear {
  readonly bias: number;
  readonly scale: number;
  readonly hashed: string;
  readonly dense: readonly number[];
}

interface StoredModel {
  readonly document: {
    readonly linear: StoredLinear;
    readonly network: {
      readonly inputs: number;
      readonly hidden: number;
      readonly first: number[];
      readonly second: number[];
    };
    readonly calibration: Calibration;
  };
  readonly prompt: { readonly linear: StoredLinear; readonly calibration: Calibration };
}

const modelPath = join(
  dirname(createRequire(import.meta.url).resolve("@sallyport/sdk/package.json")),
  "models/screening.json",
);

let loaded: Model | undefined;

/** The classifier that ships with the package, read once per process. */
export function loadModel(): Model {
  loaded ??= parseModel(readFileSync(modelPath, "utf8"));
  return loaded;
}

/** The model's file as it is stored. */
export const readStoredModel = (): StoredModel => JSON.parse(readFileSync(modelPath, "utf8")) as StoredModel;

export function parseModel(json: string): Model {
  const { document, prompt } = JSON.parse(json) as StoredModel;
  const { network } = document;
  return {
    version: createHash("sha256").update(json).digest("hex").slice(0, 12),
    document: {
      linear: parseLinear(document.linear),
      network: {
        ...network,
        first: Float32Array.from(network.first),
        second: Float32Array.from(network.second),
      },
      calibration: document.calibration,
    },
    prompt: { linear: parseLinear(prompt.linear), calibration: prompt.calibration },
  };
}

function parseLinear({ bias, scale, hashed, dense }: StoredLinear): LinearWeights {
  const bytes = Buffer.from(hashed, "base64");
  return {
    bias,
    scale,
    hashed: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
    dense: Float32Array.from(dense),
  };
}

export const calibrated = ({ slope, offset }: Calibration, logit: number): number =>
  1 / (1 + Math.exp(-(slope * logit + offset)));
