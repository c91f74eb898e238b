import type { Part } from "./cover.ts";
import type { Holder } from "./tier-index.ts";
import type { TracedArgument } from "./traced-argument.ts";

/** How far a value's origin is to be believed, the most first. `nowhere`: the model made it up. */
export const trusts = ["human", "trusted", "reviewed", "untrusted", "nowhere"] as const;
export type Trust = (typeof trusts)[number];

/** What was decoded, or read backwards, is the model's own work on it. */
export function trustOfHolder({ source, encoding }: Holder): Trust {
  if (encoding !== undefined && encoding !== "url") return "untrusted";
  return source.type === "human" ? "human" : source.integrity;
}

/** From more and smaller pieces than this anything can be put together. */
const mostPieces = 3;
const shortestPiece = 3;

/**
 * What can be said for a value: the best for one that somebody holds whole, since a copy in untrusted content
 * takes nothing from a trusted original; for one that was put together, what can be said for each piece.
 */
export function trustsOf({ type, parts }: TracedArgument): ReadonlySet<Trust> {
  const found = new Set(parts.map(trustOfPart));
  const isScraps = parts.length > mostPieces || parts.some((part) => part.length < shortestPiece);
  if (type === "parts" && isScraps) found.add("nowhere");
  return found;
}

function trustOfPart({ holders: [best] }: Part): Trust {
  return best === undefined ? "nowhere" : trustOfHolder(best);
}
