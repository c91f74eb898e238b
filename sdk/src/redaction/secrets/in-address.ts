/** How far back the beginning of an address is looked for. */
const longest = 200;
const addressStart = /[a-z][a-z\d+.-]{1,15}:(?:\/\/[^\s"'<>`]*)?$/i;

/** Where the address begins (RFC 3986) that the value at `start` is a part of, or undefined where it isn't in one. */
export function addressAround(text: string, start: number): number | undefined {
  const before = text.slice(Math.max(0, start - longest), start);
  const scheme = text.startsWith("//", start) ? before : before.includes("://") ? before : undefined;
  const found = scheme === undefined ? null : addressStart.exec(scheme);
  return found === null ? undefined : start - before.length + found.index;
}

/**
 * Whether an address after a word for a secret is what that word names: "webhook: https://…", but neither
 * "[on tokens](https://…)" nor, without a sign that assigns, the page of a commit.
 */
export function isAssignedAddress(gap: string, rest: string): boolean {
  const sign = assigning.exec(gap);
  return sign !== null && (sign[1] !== undefined || !objectPath.test(rest));
}

const assigning = /^(?:[_ -]?(?:ur[il]|link))?["'`*]{0,3}(?:\s{0,3}([:=]{1,2}>?|\sis)\s{0,3}|\s)["'`<]?$/i;
const objectPath = /\/(?:commits?|tree|blob|raw|blame|compare|archive|objects?)\/[\da-f]{7,64}/i;
