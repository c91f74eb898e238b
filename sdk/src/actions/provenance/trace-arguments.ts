import type { Session } from "../../sessions/index.ts";
import type { ParsedCall } from "../read-call.ts";
import { SessionIndex } from "./session-index.ts";
import type { Holder } from "./tier-index.ts";
import type { TracedArgument } from "./traced-argument.ts";
import { trustOfHolder, trusts } from "./trust.ts";
import { formsOf } from "./value-forms.ts";

/** Finds for every argument what in this session holds its value. */
export function traceArguments(
  session: Pick<Session, "sources">,
  call: ParsedCall,
): readonly TracedArgument[] {
  const index = indexOf(session);
  const amounts = new Set((call.steering.get("amount") ?? []).map((leaf) => leaf.pointer));
  return call.leaves.flatMap((leaf): TracedArgument[] => {
    const { pointer, value } = leaf;
    if (value === null || typeof value === "object") return [];
    const unit = call.inMajorUnits.has(pointer) ? "major" : amounts.has(pointer) ? "minor" : undefined;
    const sought = formsOf(value, unit);
    const holders = index.holdersOf(sought);
    const type = holders.length > 0 ? "whole" : "parts";
    const parts = type === "whole" ? [{ length: String(value).length, holders }] : index.takeApart(sought);
    return [{ leaf, type, parts: parts.map((part) => ({ ...part, holders: byTrust(part.holders) })) }];
  });
}

function byTrust(holders: readonly Holder[]): readonly Holder[] {
  return [...holders].sort((one, other) => trustRank(one) - trustRank(other));
}

function trustRank(holder: Holder): number {
  return trusts.indexOf(trustOfHolder(holder));
}

/** Built once, for as long as the session lives; what was read does not change. */
const indexes = new WeakMap<object, SessionIndex>();

function indexOf(session: Pick<Session, "sources">): SessionIndex {
  const index = indexes.get(session) ?? new SessionIndex();
  indexes.set(session, index);
  index.add(session.sources);
  return index;
}
