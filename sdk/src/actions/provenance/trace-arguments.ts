import type { ArgumentOrigin } from "../../approvals/index.ts";
import type { Integrity } from "../../policy/index.ts";
import type { ContentSource, Session } from "../../sessions/index.ts";
import type { Leaf } from "../json-pointer.ts";
import type { ParsedCall } from "../read-call.ts";
import { SourceIndex, seek } from "./source-index.ts";

/** Where one argument's value came from. */
export interface TracedArgument {
  readonly leaf: Leaf;
  /** All that hold the value, the most trustworthy first; empty: the model made it up. */
  readonly sources: readonly ContentSource[];
}

export type Trust = "human" | Integrity | "nowhere";

/** Finds for every argument what in this session holds its value. */
export function traceArguments(
  session: Pick<Session, "sources">,
  call: ParsedCall,
): readonly TracedArgument[] {
  const indexes = session.sources.map(indexOf);
  const amounts = new Set((call.steering.get("amount") ?? []).map((leaf) => leaf.pointer));
  return call.leaves
    .filter((leaf) => leaf.pointer !== "" && leaf.value !== null)
    .map((leaf) => {
      const sought = seek(leaf, amounts.has(leaf.pointer));
      const sources = indexes.filter((index) => index.holds(sought)).map((index) => index.source);
      return { leaf, sources: sources.sort((one, other) => rank(one) - rank(other)) };
    });
}

/** The best that can be said for a value: a copy in untrusted content takes nothing from a trusted original. */
export function trustOf({ sources }: TracedArgument): Trust {
  const [best] = sources;
  if (best === undefined) return "nowhere";
  return best.type === "human" ? "human" : best.integrity;
}

/** For the approver: the human, or up to three sources, or nowhere. */
export function describeOrigins(traced: readonly TracedArgument[]): readonly ArgumentOrigin[] {
  return traced.flatMap(({ leaf, sources }): ArgumentOrigin[] => {
    const argument = leaf.pointer;
    const [best] = sources;
    if (best === undefined) return [{ argument, source: "nowhere" }];
    if (best.type === "human") return [{ argument, source: "human" }];
    return sources
      .slice(0, 3)
      .map(({ type, integrity, name }) => ({ argument, source: type, integrity, name }));
  });
}

const ranks: Readonly<Record<Integrity, number>> = { trusted: 1, reviewed: 2, untrusted: 3 };

function rank(source: ContentSource): number {
  return source.type === "human" ? 0 : ranks[source.integrity];
}

/** Sources never change, so each is indexed once, for every session that shares it. */
const indexed = new WeakMap<ContentSource, SourceIndex>();

function indexOf(source: ContentSource): SourceIndex {
  const known = indexed.get(source);
  if (known !== undefined) return known;
  const index = new SourceIndex(source);
  indexed.set(source, index);
  return index;
}
