import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Principal } from "../../sdk/src/identity/index.ts";
import {
  encodeVector,
  type Retrieval,
  type SearchHit,
  type SearchOptions,
  toUnitVector,
} from "../../sdk/src/retrieval/index.ts";
import type { Storage } from "../../sdk/src/storage/index.ts";
import { type Corpus, fill, removeExcept } from "../unit/retrieval/corpus.ts";
import { openRooms, person, sessionFor } from "../unit/retrieval/support.ts";

const roles = ["support", "finance", "people", "security"];
const words = fc.constantFrom(
  "refund",
  "salary",
  "invoice",
  "holiday",
  "audit",
  "customer",
  "secret",
  "policy",
);
const text = fc.array(words, { minLength: 1, maxLength: 6 }).map((list) => list.join(" "));
const corpus: fc.Arbitrary<Corpus> = fc.array(
  fc.record({ text, readers: fc.uniqueArray(fc.constantFrom("everyone", ...roles), { maxLength: 3 }) }),
  { minLength: 1, maxLength: 25 },
);
const reader = fc
  .uniqueArray(fc.constantFrom(...roles), { maxLength: 3 })
  .map((held) => person("ada", "acme", { roles: held }));

/** Everything that a search shows; to the bit, so that two near scores don't pass for one. */
const observed = (hits: readonly SearchHit[]) =>
  hits.map((hit) => ({ ...hit, bits: encodeVector(Float32Array.of(hit.score)) }));

const filters = [
  { sources: ["*finance*/**", "**/*{refund,audit}*/0"] },
  { mediaTypes: ["text/plain"], ingestedFrom: 0, classification: ["internal" as const] },
];
const options: fc.Arbitrary<SearchOptions> = fc.record(
  {
    k: fc.constantFrom(1, 4),
    mode: fc.constantFrom("vector" as const, "hybrid" as const),
    diversity: fc.constantFrom(0, 0.5),
    neighbours: fc.constantFrom(0, 1),
    filter: fc.constantFrom(...filters),
    // The shortest first, so that something else decides than nearness.
    rerank: fc.constant(async (_: string, texts: readonly string[]) => texts.map(({ length }) => -length)),
  },
  { requiredKeys: ["k", "mode", "diversity", "neighbours"] },
);

async function ask(retrieval: Retrieval, principal: Principal, query: string, options: SearchOptions) {
  const result = await retrieval.search(sessionFor(principal), query, options);
  return { hits: observed(result.hits), policies: result.policies, facts: result.receipt.facts };
}

async function readableBy(retrieval: Retrieval, principal: Principal) {
  const permitted = await retrieval.permittedLabels(principal);
  return (label: string) => permitted.has(label);
}

describe("non-interference", () => {
  it("[G1] is the same, to the bit, when what the reader may not read is removed from the store", () =>
    fc.assert(
      fc.asyncProperty(corpus, reader, text, options, async (documents, principal, query, options) => {
        const full = await openRooms();
        await fill(full.storage, "acme", documents, full.embeddings);
        const before = await ask(full.retrieval, principal, query, options);
        const readable = await readableBy(full.retrieval, principal);
        await removeExcept(full.storage, readable);
        const rest = await openRooms({ storage: full.storage });
        expect(await ask(rest.retrieval, principal, query, options)).toEqual(before);
        await full.storage.destroy();
      }),
      { numRuns: 12 },
    ));

  it("[G1] is the same, to the bit, when what the reader may not read was never there", () =>
    fc.assert(
      fc.asyncProperty(corpus, reader, text, options, async (documents, principal, query, options) => {
        const full = await openRooms();
        await fill(full.storage, "acme", documents, full.embeddings);
        const mine = documents.filter(({ readers }) =>
          readers.some((name) => name === "everyone" || principal.roles.includes(name)),
        );
        const alone = await openRooms();
        await fill(alone.storage, "acme", mine, alone.embeddings);
        expect(await ask(full.retrieval, principal, query, options)).toEqual(
          await ask(alone.retrieval, principal, query, options),
        );
        await Promise.all([full.storage.destroy(), alone.storage.destroy()]);
      }),
      { numRuns: 12 },
    ));

  it("[G1] is the same, to the bit, when what the reader may not read is copied from the question", () =>
    fc.assert(
      fc.asyncProperty(corpus, reader, text, options, async (documents, principal, query, options) => {
        const full = await openRooms();
        await fill(full.storage, "acme", documents, full.embeddings);
        const before = await ask(full.retrieval, principal, query, options);
        const readable = await readableBy(full.retrieval, principal);
        await overwriteExcept(full.storage, readable, toUnitVector(await full.embeddings.embedQuery(query)));
        const rest = await openRooms({ storage: full.storage });
        expect(await ask(rest.retrieval, principal, query, options)).toEqual(before);
        await full.storage.destroy();
      }),
      { numRuns: 12 },
    ));
});

async function overwriteExcept(storage: Storage, readable: (label: string) => boolean, vector: Float32Array) {
  const documents = await storage.selectFrom("document").select(["id", "label_id"]).execute();
  for (const { id, label_id } of documents) {
    if (label_id !== null && readable(label_id)) continue;
    await storage
      .updateTable("chunk")
      .set({ vector: encodeVector(vector), text: "overwritten" })
      .where("document_id", "=", id)
      .execute();
  }
}
