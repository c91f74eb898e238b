import { SallyportError } from "../errors.ts";
import type { RetrievalErrorCode } from "./errors.ts";

/**
 * A model's output as a float32 vector of length one, so that a dot product is the cosine.
 *
 * @throws {SallyportError} `ERR_RETRIEVAL_BAD_VECTOR` for an empty or zero vector, or a component that is not a
 * finite number: one NaN would rank first in every comparison.
 */
export function toUnitVector(values: readonly number[]): Float32Array {
  const { length } = values;
  let squares = 0;
  for (let index = 0; index < length; index++) {
    const value = values[index];
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw badVector("a component that is not a finite number");
    }
    squares += value * value;
  }
  const norm = Math.sqrt(squares);
  if (!(norm > 1e-12) || !Number.isFinite(norm))
    throw badVector("no direction: its length is zero or too large");
  const vector = new Float32Array(length);
  for (let index = 0; index < length; index++) vector[index] = values[index]! / norm;
  return vector;
}

/** The vector's bytes as the database holds them: little-endian float32. */
export function encodeVector(vector: Float32Array): Uint8Array {
  const bytes = new Uint8Array(vector.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of vector.entries()) view.setFloat32(index * 4, value, true);
  return bytes;
}

/** @throws {SallyportError} `ERR_RETRIEVAL_BAD_VECTOR` when it is not a float32 vector of length one. */
export function decodeVector(bytes: Uint8Array): Float32Array {
  if (bytes.length === 0 || bytes.length % 4 !== 0)
    throw badVector("a byte length that is no float32 vector's");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const vector = new Float32Array(bytes.length / 4);
  let squares = 0;
  for (let index = 0; index < vector.length; index++) {
    const value = view.getFloat32(index * 4, true);
    vector[index] = value;
    squares += value * value;
  }
  if (!(Math.abs(squares - 1) < 1e-3)) throw badVector("a length other than one");
  return vector;
}

function badVector(found: string): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_BAD_VECTOR",
    message: `The vector has ${found}.`,
    hint: "Check the embedding model; re-ingest the document when the vector came from the database.",
  });
}
