import type { BaseTranslator } from "@langchain/core/structured_query";

/** The metadata field by which a guarded store's documents say under which label they are. */
export const labelField = "label";

/** In a store's own terms: the field `label` is one of these. */
export type StoreFilter = (labelIds: readonly string[]) => Promise<object | string>;

/**
 * From LangChain's translator for a kind of store, which knows that store's filter language, or from a function
 * that does.
 */
export function storeFilterOf(
  filter: BaseTranslator | ((labelIds: readonly string[]) => object | string),
): StoreFilter {
  if (typeof filter === "function") return async (labelIds) => filter(labelIds);
  return async (labelIds) => {
    const { Comparison, Operation, StructuredQuery } = await import("@langchain/core/structured_query");
    const [first, ...others] = labelIds.map((id) => new Comparison("eq", labelField, id));
    const any = others.length === 0 ? first! : new Operation("or", [first!, ...others]);
    const translated = filter.visitStructuredQuery(new StructuredQuery("", any)) as {
      filter?: object | string;
    };
    // A translator that gives back no filter would let everything through.
    if (translated.filter === undefined) throw new TypeError("The translator gave no filter for a label.");
    return translated.filter;
  };
}
