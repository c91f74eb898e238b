import type { IngestSummary } from "@sallyport/sdk";
import { narrator } from "../narrator.ts";
import { type DemoStage, tenants } from "../stage.ts";

/** Two companies' documents go in: labelled by their owners, screened, embedded. */
export async function ingestDocuments({ sallyport, documents }: DemoStage): Promise<void> {
  narrator.step(1, "Ingest: two companies, real documents, labels from their acl.yaml");
  for (const tenant of tenants) {
    const summary = await ingestTenant(sallyport.ingest(tenant, documents(tenant)));
    narrator.say(
      `${tenant}: ${summary.total} documents in, ${summary.chunks} passages screened, embedded and labelled`,
    );
    for (const { source, reasons } of summary.quarantined) {
      narrator.warn(`  quarantined  ${source}`);
      for (const reason of reasons.slice(0, 3)) narrator.quiet(`               ${reason}`);
    }
    for (const { source } of summary.unlabelled)
      narrator.warn(`  no label     ${source}: readable by nobody`);
    narrator.holds(summary.failed.length === 0, `every document of ${tenant} could be read`);
    totals.quarantined += summary.quarantined.length;
    totals.unlabelled += summary.unlabelled.length;
  }
  narrator.holds(totals.quarantined === 2, "two poisoned documents are quarantined, and it says why");
  narrator.holds(totals.unlabelled === 1, "one document without a label is reported, and nobody may read it");
}

const totals = { quarantined: 0, unlabelled: 0 };

async function ingestTenant(events: ReturnType<DemoStage["sallyport"]["ingest"]>): Promise<IngestSummary> {
  let summary: IngestSummary | undefined;
  for await (const event of events) {
    if (event.type === "done") summary = event;
    else if (event.type !== "deleted") {
      narrator.progress(event.position, event.total, `${event.type} ${event.source}`);
    }
  }
  if (summary === undefined) throw new Error("The ingest ended without a summary.");
  return summary;
}
