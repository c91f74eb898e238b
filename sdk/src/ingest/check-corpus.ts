import { decodeVector } from "../retrieval/index.ts";
import {
  type CorpusFinding,
  checkCorpusClusters,
  checkCorpusDuplicates,
  checkCorpusHubs,
  passageSource,
  type Screening,
  withCorpusFindings,
} from "../screening/index.ts";
import type { IngestRun } from "./ingest-run.ts";

/** Passages that together look placed rather than written. */
export interface CorpusFlag {
  readonly check: CorpusFinding["check"];
  readonly message: string;
  readonly sources: readonly string[];
}

const newest = 4096;
const mostProbes = 256;
/** A document repeats itself; only several of them are a flood. */
const fewestDocuments = 4;

/**
 * Looks at the untrusted documents of a label together, once their files are in: floods, clusters, hubs. What is found
 * makes them suspicious, which is undone when it is gone. Never compares across labels: what one reader may not read
 * must not change what another gets (G1).
 */
export async function checkCorpus(run: IngestRun, labelIds: ReadonlySet<string>): Promise<CorpusFlag[]> {
  const flags: CorpusFlag[] = [];
  for (const labelId of labelIds) flags.push(...(await checkLabel(run, labelId)));
  return flags;
}

async function checkLabel(run: IngestRun, labelId: string): Promise<CorpusFlag[]> {
  const passages = await readPassages(run, labelId);
  const documentOf = new Map(passages.map(({ id, document }) => [id, document]));
  const documentsOf = ({ passages: ids }: CorpusFinding) =>
    new Set(ids.map((id) => documentOf.get(id) ?? ""));
  const step = Math.ceil(passages.length / mostProbes);
  const probes = passages.filter((_, i) => i % step === 0).map(({ vector }) => vector);
  const findings = [
    ...checkCorpusDuplicates(passages),
    ...checkCorpusClusters(passages),
    ...checkCorpusHubs(passages, probes),
  ].filter((finding) => finding.check === "hub" || documentsOf(finding).size >= fewestDocuments);
  await markPassages(run, passages, findings);
  return findings.map((finding) => ({
    check: finding.check,
    message: finding.message,
    sources: [...documentsOf(finding)].sort(),
  }));
}

type StoredPassage = Awaited<ReturnType<typeof readPassages>>[number];

/** What a person has released stays as it is. */
async function readPassages({ storage, tenant }: IngestRun, labelId: string) {
  const rows = await storage
    .selectFrom("chunk")
    .innerJoin("document", "document.id", "chunk.document_id")
    .select(["chunk.row", "chunk.text", "chunk.vector", "chunk.screening_json", "document.source"])
    .where("document.tenant", "=", tenant)
    .where("document.label_id", "=", labelId)
    .where("document.status", "=", "active")
    .where("document.verdict", "!=", "quarantined")
    .orderBy("chunk.row", "desc")
    .limit(newest)
    .execute();
  return rows.map(({ row, text, vector, screening_json, source }) => ({
    id: String(row),
    row,
    text,
    vector: decodeVector(vector),
    screening: JSON.parse(screening_json) as Screening,
    document: source,
    source: passageSource(labelId, source),
    trusted: false,
  }));
}

async function markPassages(
  { storage }: IngestRun,
  passages: readonly StoredPassage[],
  findings: readonly CorpusFinding[],
): Promise<void> {
  const findingsOf = new Map<string, CorpusFinding[]>();
  for (const finding of findings) {
    for (const id of finding.passages) findingsOf.set(id, [...(findingsOf.get(id) ?? []), finding]);
  }
  for (const { id, row, text, screening } of passages) {
    const found = findingsOf.get(id) ?? [];
    if (found.length === 0 && !screening.reasons.some(({ detector }) => detector.startsWith("corpus:")))
      continue;
    const marked = withCorpusFindings(screening, found, text.length);
    await storage
      .updateTable("chunk")
      .set({ verdict: marked.verdict, screening_json: JSON.stringify(marked) })
      .where("row", "=", row)
      .execute();
  }
}
