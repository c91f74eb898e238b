import type { ArgumentOrigin } from "../../approvals/index.ts";
import type { Holder } from "./tier-index.ts";
import type { TracedArgument } from "./traced-argument.ts";
import { trustsOf } from "./trust.ts";

/** More than this helps nobody to decide. */
const mostSources = 3;

/** For the approver: for each argument the human, up to three sources, and whether some of it came from nowhere. */
export function describeOrigins(traced: readonly TracedArgument[]): readonly ArgumentOrigin[] {
  return traced.flatMap((argument) => {
    const { pointer } = argument.leaf;
    const origins = new Map<string, ArgumentOrigin>();
    for (const holder of shownHolders(argument)) {
      const origin = describe(pointer, holder);
      origins.set(JSON.stringify(origin), origin);
    }
    const shown = [...origins.values()].slice(0, mostSources);
    return trustsOf(argument).has("nowhere") ? [...shown, { argument: pointer, source: "nowhere" }] : shown;
  });
}

/** All that hold a whole value, unless the human does; the best for each part of one that was put together. */
function shownHolders({ type, parts }: TracedArgument): readonly Holder[] {
  const best = parts.flatMap(({ holders }) => holders.slice(0, 1));
  if (type === "parts" || best[0]?.source.type === "human") return best;
  return parts.flatMap(({ holders }) => holders);
}

function describe(argument: string, { source, encoding }: Holder): ArgumentOrigin {
  const { type, integrity, name } = source;
  const hidden = encoding === undefined ? {} : { encoding };
  if (type === "human") return { argument, source: "human", ...hidden };
  return { argument, source: type, integrity, name, ...hidden };
}
