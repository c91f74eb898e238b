/** Readable names for values, the same for the same value throughout a session: `[PERSON_1] owes [PERSON_2]`. */
export interface Pseudonyms {
  pseudonymFor(type: string, value: string): string;
}

/** Keep one per session: with a new one, numbers start again and mean other people. */
export function createPseudonyms(): Pseudonyms {
  const numbers = new Map<string, Map<string, number>>();
  return {
    pseudonymFor(type, value) {
      let known = numbers.get(type);
      if (known === undefined) {
        known = new Map();
        numbers.set(type, known);
      }
      const key = normalised(value);
      let number = known.get(key) ?? (type === "PERSON" ? fullNameOf(key, known) : undefined);
      if (number === undefined) {
        number = new Set(known.values()).size + 1;
        known.set(key, number);
      }
      return `[${type}_${number}]`;
    },
  };
}

function normalised(value: string): string {
  return value
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’]s$/, "")
    .replace(/^(?:mrs?|ms|miss|mx|dr|prof|sir|madam|herr|frau)\.?\s+/, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** "Johnson" after "David Johnson" is the same person, unless two people so far have that name. */
function fullNameOf(name: string, known: ReadonlyMap<string, number>): number | undefined {
  if (name.includes(" ")) return undefined;
  const matching = [...known].filter(([full]) => full.split(" ").includes(name));
  return new Set(matching.map(([, number]) => number)).size === 1 ? matching[0]?.[1] : undefined;
}
