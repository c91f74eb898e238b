import { type KeywordHit, Keywords } from "../keywords.ts";
import type { Scan } from "../scan.ts";
import { listWords } from "./listed-secrets.ts";
import { secretFormats } from "./secret-formats.ts";
import { credentialNames, looseNames, passwordNames, shortNames } from "./secret-names.ts";
import { services } from "./services.ts";
import { tokenFormats } from "./token-formats.ts";

/** Words that others contain, besides the services' names: only by themselves or in a compound name. */
const parts = ["key", "api", "auth"];
const words = new Keywords(
  new Set([
    ...passwordNames,
    ...shortNames,
    ...credentialNames,
    ...looseNames,
    ...parts,
    ...listWords,
    ...services,
    ...secretFormats.flatMap(({ markers }) => markers),
    ...tokenFormats.map(([, prefix]) => prefix.toLowerCase()),
  ]),
);

interface WordsIn {
  /** In the order of where they end. */
  readonly hits: readonly KeywordHit[];
  readonly present: ReadonlySet<string>;
}

const known = new WeakMap<Scan, WordsIn>();

/** Every word of the text that announces a secret, looked for once for all who ask. */
export function wordsIn(scan: Scan): WordsIn {
  let found = known.get(scan);
  if (found === undefined) {
    const hits = words.find(scan.text);
    found = { hits, present: new Set(hits.map(({ word }) => word)) };
    known.set(scan, found);
  }
  return found;
}
