import type { Principal } from "../identity/index.ts";
import type { Label, PolicyEngine } from "../policy/index.ts";
import type { Screening, ScreeningReason } from "../screening/index.ts";
import type { Storage } from "../storage/index.ts";

/** A document that screening holds back, as whoever may release it sees it. */
export interface QuarantinedDocument {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly owner: string;
  /** Name it to {@link releaseDocument}: what was looked at is what is released. */
  readonly contentHash: string;
  readonly reasons: readonly ScreeningReason[];
  /** What the reasons are about, as it is written there. Hostile text: show it inert and redacted. */
  readonly excerpt: string;
}

const excerptLength = 600;
const before = 120;

/** The quarantined documents that policy lets this person release, newest first; nobody else learns of them. */
export async function listQuarantined(options: {
  readonly storage: Storage;
  readonly policy: PolicyEngine;
  readonly principal: Principal;
}): Promise<readonly QuarantinedDocument[]> {
  const { storage, policy, principal } = options;
  const { tenant } = principal;
  const rows = await selectQuarantined(storage, { tenant });
  const documents = rows
    .map((row) => ({ ...row, owner: ownerOf(row.label_json) }))
    .filter(({ id, owner }) => {
      const document = { id, tenant, owner };
      return policy.decide({ action: "release", actor: principal, document }).type === "allow";
    });
  return Promise.all(
    documents.map(async ({ id, source, title, owner, content_hash, screening_json }) => ({
      id,
      source,
      title,
      owner,
      contentHash: content_hash,
      reasons: (JSON.parse(screening_json) as Partial<Screening>).reasons ?? [],
      excerpt: await readExcerpt(storage, id),
    })),
  );
}

interface QuarantinedRow {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly content_hash: string;
  readonly screening_json: string;
  /** Of the label that it has now. */
  readonly label_json: string | null;
}

/** All documents of a tenant that are held back, newest first, or the one with this id. */
export async function selectQuarantined(
  storage: Storage,
  { tenant, id }: { readonly tenant: string; readonly id?: string },
): Promise<readonly QuarantinedRow[]> {
  const held = storage
    .selectFrom("document")
    .leftJoin("label_replacement", "label_replacement.label_id", "document.label_id")
    .leftJoin("label", (join) =>
      join.on((eb) =>
        eb("label.id", "=", eb.fn.coalesce("label_replacement.replaced_by", "document.label_id")),
      ),
    )
    .select([
      ...(["document.id", "document.source", "document.title", "document.content_hash"] as const),
      ...(["document.screening_json", "label.label_json"] as const),
    ])
    .where("document.tenant", "=", tenant)
    .where("document.status", "=", "quarantined")
    .orderBy("document.ingested_at", "desc");
  return (id === undefined ? held : held.where("document.id", "=", id)).execute();
}

export function ownerOf(labelJson: string | null): string {
  return labelJson === null ? "nobody" : (JSON.parse(labelJson) as Label).owner;
}

/** Around the surest reason of the worst chunk: there it says what the document was stopped for. */
async function readExcerpt(storage: Storage, documentId: string): Promise<string> {
  const chunks = await storage
    .selectFrom("chunk")
    .select(["text", "screening_json"])
    .where("document_id", "=", documentId)
    .orderBy("ordinal")
    .execute();
  const found = chunks.flatMap(({ text, screening_json }) =>
    ((JSON.parse(screening_json) as Partial<Screening>).reasons ?? []).map((reason) => ({ text, reason })),
  );
  const [worst] = found.sort((one, other) => other.reason.score - one.reason.score);
  const start = Math.max(0, (worst?.reason.start ?? 0) - before);
  return (worst?.text ?? chunks[0]?.text ?? "").slice(start, start + excerptLength);
}
