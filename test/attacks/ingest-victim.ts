/** A process that ingests a folder over and over, each time from scratch; for ingest-kill.test.ts. */
import { writeSync } from "node:fs";
import { deleteDocument, ingestFolder } from "../../sdk/src/ingest/index.ts";
import { openStorage } from "../../sdk/src/storage/index.ts";
import { memoryLedger, wordEmbeddings, wordScreener } from "../unit/retrieval/support.ts";

const [database = "", folder = ""] = process.argv.slice(2);
const storage = await openStorage(database);
const ledger = memoryLedger();
const run = {
  storage,
  ledger,
  screener: wordScreener(),
  embeddings: wordEmbeddings(),
  tenant: "acme",
  folder,
};
for (;;) {
  for await (const event of ingestFolder(run)) {
    if (event.type === "labelled") writeSync(1, ".");
  }
  const documents = await storage.selectFrom("document").select("id").execute();
  for (const { id: documentId } of documents) {
    await deleteDocument({ storage, ledger, tenant: "acme", documentId, reason: "requested" });
  }
}
