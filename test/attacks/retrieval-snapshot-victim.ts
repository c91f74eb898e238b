import { writeSync } from "node:fs";
import { TenantIndex } from "../../sdk/src/retrieval/tenant-index.ts";
import { openStorage } from "../../sdk/src/storage/index.ts";

/** Builds an index and its graph, and writes both to disk, until it is killed. */
const [database, cacheFolder] = process.argv.slice(2) as [string, string];
const storage = await openStorage(database);
const options = { storage, tenant: "acme", model: "numbers", resident: true, recall: 0.97 } as const;
const index = new TenantIndex({ ...options, clock: Date.now, cacheFolder, graphsFrom: 1000 });
await index.refresh();
writeSync(1, ".");
await index.segment.settled();
await storage.destroy();
