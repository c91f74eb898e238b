import type { FailedDocument, IngestEvent, IngestSummary } from "./events.ts";
import type { IngestRun } from "./ingest-run.ts";

/** The run's counts, and what of the folder is held back now. */
export async function summarise(
  { storage, tenant, folder }: IngestRun,
  total: number,
  events: readonly IngestEvent[],
): Promise<Omit<IngestSummary, "flagged">> {
  const held = await storage
    .selectFrom("document")
    .select(["id", "source", "status", "screening_json"])
    .where("tenant", "=", tenant)
    .where("folder", "=", folder)
    .where("status", "in", ["quarantined", "unlabelled"])
    .orderBy("source")
    .execute();
  const count = (type: IngestEvent["type"]) => events.filter((event) => event.type === type).length;
  return {
    total,
    ingested: events.filter((event) => event.type === "labelled" && event.status === "active").length,
    unchanged: count("unchanged"),
    deleted: count("deleted"),
    chunks: events.reduce((sum, event) => sum + (event.type === "embedded" ? event.chunks : 0), 0),
    quarantined: held
      .filter(({ status }) => status === "quarantined")
      .map(({ id, source, screening_json }) => ({
        source,
        documentId: id,
        reasons: reasonsOf(screening_json),
      })),
    unlabelled: held
      .filter(({ status }) => status === "unlabelled")
      .map(({ id, source }) => ({ source, documentId: id })),
    failed: events
      .filter((event): event is IngestEvent & { type: "failed" } => event.type === "failed")
      .map(({ source, code, reason }): FailedDocument => ({ source, code, reason })),
  };
}

function reasonsOf(screening: string): string[] {
  const { reasons = [] } = JSON.parse(screening) as { reasons?: readonly { readonly message: string }[] };
  return [...new Set(reasons.map((reason) => reason.message))];
}
