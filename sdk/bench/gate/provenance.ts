import { traceArguments } from "../../src/actions/provenance/index.ts";
import type { ParsedCall } from "../../src/actions/read-call.ts";
import type { ContentSource } from "../../src/sessions/index.ts";
import { measure } from "../measure.ts";
import { texts } from "./overhead.ts";

export interface ProvenanceFigures {
  /** 50 arguments against 1 MB of session text. */
  readonly p50: number;
  /** The same by looking through all texts for each argument, which sees through nothing. */
  readonly includesP50: number;
}

export async function measureProvenance(calls: number): Promise<ProvenanceFigures> {
  const sources = texts(1 << 20).map(
    (text): ContentSource => ({ type: "document", text, integrity: "untrusted", origin: "doc", name: "doc" }),
  );
  const leaves = Array.from({ length: 50 }, (_, index) => ({
    pointer: `/${index}`,
    value: soughtValue(index, sources),
  }));
  const call = { leaves, steering: new Map(), inMajorUnits: new Set() } as unknown as ParsedCall;
  const session = { sources };
  const traced = await measure(() => traceArguments(session, call), { calls });
  const included = await measure(
    () => leaves.map(({ value }) => sources.filter(({ text }) => text.includes(String(value)))),
    { calls: Math.ceil(calls / 10) },
  );
  return { p50: traced.p50, includesP50: included.p50 };
}

/** Runs of 1 to 12 words that were read, words that nobody wrote, and numbers. */
function soughtValue(index: number, sources: readonly ContentSource[]): string | number {
  if (index % 5 === 0) return index * 997;
  if (index % 5 === 1) return `nobody wrote this ${index} in the session`;
  const words = sources[(index * 37) % sources.length]!.text.split(" ");
  const from = (index * 13) % (words.length - 12);
  return words.slice(from, from + 1 + (index % 12)).join(" ");
}
