import type { Recogniser } from "../finding.ts";
import { findNames } from "../names/find-names.ts";
import { nameKnowledge } from "../names/knowledge.ts";

/**
 * People, places and organisations in running English text, by a small model that ships with the package. It finds
 * about two names in three: what must never be shown belongs on a deny list, or behind a label.
 */
export const nameRecogniser: Recogniser = {
  name: "names",
  types: ["PERSON", "LOCATION", "ORGANIZATION"],
  readsContextFreely: true,
  find: ({ text }) => findNames(text, nameKnowledge()),
};
