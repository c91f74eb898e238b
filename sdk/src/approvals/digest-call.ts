import { type Digest, digestOf, type JsonValue } from "../crypto/index.ts";

/** One call's name: the tool, the descriptor that it was pinned with, and the exact arguments. */
export function digestCall(call: {
  readonly tool: string;
  readonly descriptor: string;
  readonly arguments: JsonValue;
}): Digest {
  return digestOf("sallyport/call/v1", [call.tool, call.descriptor, call.arguments]);
}

/** Eight digits that card, prompt and receipt repeat, so that people can compare them by eye. */
export function fingerprint(digest: Digest): string {
  const hex = digest.slice("sha256:".length).toUpperCase();
  return `${hex.slice(0, 4)}-${hex.slice(4, 8)}`;
}
