import { describe, expect, it } from "vitest";
import { fill } from "../unit/retrieval/corpus.ts";
import { openRooms, person, sessionFor } from "../unit/retrieval/support.ts";

const clerk = person("carla", "acme", { roles: ["clerk"] });
const secrets = [
  "project zeus acquires quillhaven in march",
  "salary of the director is five hundred thousand",
  "password rotation of the vault happens on monday",
];
const dull = Array.from({ length: 40 }, (_, index) => ({
  text: `canteen menu number ${index}`,
  readers: ["clerk"],
}));

async function opened() {
  const rooms = await openRooms();
  await fill(
    rooms.storage,
    "acme",
    [...dull, ...secrets.map((text) => ({ text, readers: ["board"] }))],
    rooms.embeddings,
  );
  await fill(
    rooms.storage,
    "zenith",
    secrets.map((text) => ({ text, readers: ["everyone"] })),
    rooms.embeddings,
  );
  return rooms;
}

describe("somebody who knows what to look for", () => {
  it("[G1] learns nothing from asking for a secret's own words, and still gets full results", async () => {
    const rooms = await opened();
    const alone = await openRooms();
    await fill(alone.storage, "acme", dull, alone.embeddings);
    for (const question of secrets) {
      for (const mode of ["vector", "hybrid"] as const) {
        const { hits } = await rooms.retrieval.search(sessionFor(clerk), question, { k: 10, mode });
        expect(hits).toHaveLength(10);
        expect(JSON.stringify(hits)).not.toMatch(/zeus|salary|vault/);
        const without = await alone.retrieval.search(sessionFor(clerk), question, { k: 10, mode });
        expect(hits).toEqual(without.hits);
      }
    }
  });

  it("the naive way, searching everything and dropping what is forbidden, tells them", async () => {
    const { storage, embeddings } = await opened();
    const rows = await storage
      .selectFrom("chunk")
      .innerJoin("document", "document.id", "chunk.document_id")
      .select(["chunk.text", "document.source"])
      .where("chunk.tenant", "=", "acme")
      .execute();
    const ask = async (question: string) => {
      const vector = await embeddings.embedQuery(question);
      const scored = await Promise.all(
        rows.map(async (row) => {
          const own = await embeddings.embedQuery(row.text);
          return { ...row, score: own.reduce((sum, value, index) => sum + value * vector[index]!, 0) };
        }),
      );
      const best = scored.sort((a, b) => b.score - a.score).slice(0, 3);
      return best.filter(({ source }) => source.startsWith("clerk")).length;
    };
    expect(await ask("canteen menu number 7")).toBe(3);
    // Fewer rows than asked for: something that they may not read is nearer.
    expect(await ask(secrets[0]!)).toBeLessThan(3);
  });

  it("[G1] finds nothing as a person without labels, of no tenant, or of another tenant by the same name", async () => {
    const { retrieval } = await opened();
    for (const stranger of [
      person("x", "acme"),
      person("carla", "nowhere"),
      person("carla", "Acme", { roles: ["board"] }),
    ]) {
      const { hits, permittedLabels } = await retrieval.search(sessionFor(stranger), secrets[0]!, { k: 10 });
      expect({ hits, permittedLabels }).toEqual({ hits: [], permittedLabels: 0 });
    }
  });

  it("[G1] gains nothing by names that look like other subjects of the inverted index", async () => {
    const { retrieval } = await opened();
    const tricks = ["board", "role:board", "everyone", "user:carla", "%", "*", "board' or '1'='1"];
    for (const name of tricks) {
      const stranger = person(name, "acme", { groups: [name, `role:${name}`] });
      const { hits } = await retrieval.search(sessionFor(stranger), secrets[0]!, { k: 10 });
      expect(hits).toEqual([]);
    }
  });
});
