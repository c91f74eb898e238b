import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openStorage } from "../../sdk/src/storage/index.ts";
import { aclFor, folderOf, openRooms, person, sessionFor } from "../unit/retrieval/support.ts";

const script = fileURLToPath(new URL("./ingest-victim.ts", import.meta.url));
const paragraph = (word: string) => Array.from({ length: 120 }, () => word).join(" ");
const documents = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [
    `${index % 3 === 0 ? "finance" : "all"}/${index}.md`,
    ["alpha", "beta", "gamma", `word${index}`].map(paragraph).join("\n\n"),
  ]),
);

it("[G1] an ingest that is killed at any moment leaves whole documents, each under its label", async () => {
  const folder = await folderOf({ "acl.yaml": aclFor("acme"), ...documents });
  const database = join(await folderOf({}), "s.db");
  await (await openStorage(database)).destroy();
  const clerk = person("carla", "acme");
  const seen = async (rooms: Awaited<ReturnType<typeof openRooms>>) =>
    // Equal scores come in the order in which documents were stored, which a kill changes.
    (await rooms.retrieval.search(sessionFor(clerk), "alpha word7", { k: 50 })).hits.toSorted(
      (one, other) => one.source.localeCompare(other.source) || one.chunk - other.chunk,
    );

  for (let round = 0; round < 2; round++) {
    const options = ["--import", "tsx", "--conditions=@sallyport/source", script, database, folder];
    const child = spawn(process.execPath, options, { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    await sleep(Math.random() * 120);
    child.kill("SIGKILL");
    await once(child, "close");

    const storage = await openStorage(database);
    const chunks = await storage
      .selectFrom("document")
      .leftJoin("chunk", "chunk.document_id", "document.id")
      .select(({ fn }) => ["document.status", "document.label_id", fn.count<number>("chunk.row").as("count")])
      .groupBy("document.id")
      .execute();
    for (const { status, label_id, count } of chunks) {
      expect({ status, count }).toEqual(
        status === "active" ? { status, count: 4 } : { status: "deleted", count: 0 },
      );
      expect(label_id === null).toBe(status === "deleted");
    }
    const rooms = await openRooms({ storage });
    expect((await seen(rooms)).every((hit) => hit.source.startsWith("all/"))).toBe(true);
    await storage.destroy();
  }

  // What is left is no obstacle: ingesting again gives what ingesting once gives.
  const resumed = await openRooms({ storage: await openStorage(database) });
  await resumed.ingest("acme", folder);
  const fresh = await openRooms();
  await fresh.ingest("acme", folder);
  expect(await seen(resumed)).toEqual(await seen(fresh));
  expect(await seen(fresh)).toHaveLength(32);
  await resumed.storage.destroy();
});
