import type { Ledger } from "../receipts/index.ts";
import type { ExtendedScreener, Screener, Screening } from "../screening/index.ts";
import { bumpEpoch, readEpoch, type Storage } from "../storage/index.ts";
import type { ReadChunk } from "./read-chunks.ts";

export interface RescreenOptions {
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly screener: Screener | ExtendedScreener;
  readonly tenant: string;
}

/**
 * Screens a chunk anew when the detectors have changed since its verdict, and keeps the new verdict. A chunk
 * that is quarantined now takes its document out of every index, unless a person has released it before.
 */
export async function rescreen(options: RescreenOptions, chunk: ReadChunk): Promise<ReadChunk> {
  const { storage, screener } = options;
  if (chunk.detectorVersion === screener.detectorVersion) return chunk;
  const trusted = chunk.permitted.label.integrity === "trusted";
  const screening: Screening = await screener.screen(chunk.text, { place: "retrieval", trusted });
  if (screening.verdict === "quarantined" && !chunk.released) await quarantine(options, chunk, screening);
  await storage
    .updateTable("chunk")
    .set({
      verdict: screening.verdict,
      screening_json: JSON.stringify(screening),
      detector_version: screening.detectorVersion,
    })
    .where("row", "=", chunk.row)
    .execute();
  return { ...chunk, verdict: screening.verdict, detectorVersion: screening.detectorVersion };
}

async function quarantine(
  { storage, ledger, tenant }: RescreenOptions,
  { documentId }: ReadChunk,
  screening: Screening,
): Promise<void> {
  await storage.transaction().execute(async (transaction) => {
    await bumpEpoch(transaction, `documents:${tenant}`);
    await transaction
      .updateTable("document")
      .set({
        status: "quarantined",
        verdict: "quarantined",
        screening_json: JSON.stringify(screening),
        revision: await readEpoch(transaction, `documents:${tenant}`),
      })
      .where("id", "=", documentId)
      .execute();
  });
  await ledger.append({
    type: "document-quarantined",
    tenant,
    revoke: [`document:${documentId}`],
    facts: {
      document: documentId,
      at: "retrieval",
      detectors: [...new Set(screening.reasons.map((reason) => reason.detector))],
      detectorVersion: screening.detectorVersion,
    },
  });
}
