import type { Finding, Recogniser } from "../finding.ts";
import { Keywords } from "../keywords.ts";
import { foldedView } from "../view.ts";

/** Values that the caller knows must not leave, by type: the application's own keys, a customer's account numbers. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

/** Finds known values wherever they stand, in any case, inside other words too; stronger than any other evidence. */
export function knownValueRecogniser(known: KnownValues): Recogniser {
  const typeOf = new Map(
    Object.entries(known).flatMap(([type, values]) =>
      values.map((value) => [foldedView(value.trim()).text.toLowerCase(), type] as const),
    ),
  );
  typeOf.delete("");
  const values = new Keywords(typeOf.keys());
  return {
    name: "known-value",
    types: Object.keys(known),
    readsPieces: true,
    *find({ text }) {
      let last: Finding | undefined;
      for (const { word, start, end } of values.findLongest(text)) {
        const type = typeOf.get(word) as string;
        if (last !== undefined && start < last.end && type === last.type) {
          // Those of one type that overlap are one, however many they are.
          last = { ...last, start: Math.min(start, last.start), end };
          continue;
        }
        if (last !== undefined && start > last.start) yield last;
        last = knownValue(start, end, type);
      }
      if (last !== undefined) yield last;
    },
  };
}

function knownValue(start: number, end: number, type: string): Finding {
  return {
    start,
    end,
    type,
    score: 1,
    evidence: "known",
    recogniser: "known-value",
    why: ["on the list of known values"],
  };
}
