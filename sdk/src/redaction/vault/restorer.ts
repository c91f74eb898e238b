import { applyEdits } from "../edits.ts";
import type { SealedValues } from "./sealed-values.ts";
import { type FoundToken, longestToken, tokensIn } from "./token.ts";
import type { Restoration, RestoreOptions, Reveal } from "./token-scope.ts";

/** Puts values back into texts that have been looked through together, as far as the reader may see them. */
export interface Restorer extends Pick<Restoration, "types" | "unknown"> {
  restore(text: string): string;
  /** The number in place of a text that is the token of one; undefined for any other text. */
  numberFor(text: string): number | undefined;
}

/** Nothing is shown before `onReveal` was told of all that will be. */
export async function openRestorer(
  texts: readonly string[],
  values: SealedValues,
  name: Pick<Reveal, "tenant" | "scope">,
  { isEntitled = () => true, otherwise = "type", onReveal }: RestoreOptions,
): Promise<Restorer> {
  const found = texts.flatMap(tokensIn);
  const held = await values.read(new Set(found.map(({ token }) => token)));
  // A token under another type's name is not ours: somebody put it together.
  const isKnown = ({ token, type }: FoundToken) => held.get(token)?.type === type;
  const known = found.filter(isKnown);
  const shown = new Map(known.map(({ token, type }) => [token, type]));
  for (const [token, type] of shown) if (!isEntitled(type)) shown.delete(token);
  const types: Record<string, number> = {};
  for (const type of shown.values()) types[type] = (types[type] ?? 0) + 1;
  if (shown.size > 0) await onReveal?.({ ...name, types });

  function replacementOf(found: FoundToken): string | undefined {
    if (!isKnown(found)) return undefined;
    if (shown.has(found.token)) return held.get(found.token)?.value;
    return otherwise === "type" ? `[${found.type}]` : undefined;
  }

  return {
    types,
    unknown: found.length - known.length,
    restore(text) {
      const edits = tokensIn(text).flatMap((token) => {
        const replacement = replacementOf(token);
        return replacement === undefined ? [] : [{ start: token.start, end: token.end, replacement }];
      });
      return applyEdits(text, edits);
    },
    numberFor(text) {
      const [only] = text.length <= longestToken ? tokensIn(text) : [];
      const isAlone = only !== undefined && only.end - only.start === text.length;
      if (!isAlone || !isKnown(only) || !shown.has(only.token)) return undefined;
      const { form, value } = held.get(only.token) ?? {};
      return form === "number" ? Number(value) : undefined;
    },
  };
}
