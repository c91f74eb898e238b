import { type CorpusFinding, guardRanking, type Passage, passageSource } from "../screening/index.ts";
import type { Read } from "./record-search.ts";

export interface GuardedPassages {
  readonly kept: readonly Read[];
  readonly findings: readonly CorpusFinding[];
}

/** Whether poison could be among the best `k`: only then is there anything to guard. */
export const hasUntrusted = (read: readonly Read[], k: number): boolean =>
  read.slice(0, k).some(({ hit }) => hit.integrity === "untrusted");

/**
 * The best `k` of what was read, so that untrusted sources cannot fill it. Sees permitted passages alone. What repeats
 * the question becomes suspicious.
 */
export function guardPassages(query: string, read: readonly Read[], k: number): GuardedPassages {
  const passages = read.map((each) => ({ ...each, ...passageOf(each) }));
  const { kept, findings } = guardRanking(query, passages, { k });
  const echoing = new Set(findings.filter(({ check }) => check === "echo").flatMap((each) => each.passages));
  return {
    kept: kept.map(({ id, hit, original }) => ({
      original,
      hit: echoing.has(id) && hit.verdict === "clean" ? { ...hit, verdict: "suspicious" } : hit,
    })),
    findings,
  };
}

function passageOf({ hit, original }: Read): Passage {
  return {
    id: `${hit.documentId}#${hit.chunk}`,
    text: original.text,
    source: passageSource(hit.label.id, original.source),
    trusted: hit.integrity !== "untrusted",
  };
}
