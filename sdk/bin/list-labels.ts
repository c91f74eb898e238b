import { type Config, type Label, parseLabel, type Sallyport } from "@sallyport/sdk";
import { readAclFile } from "./acl-file.ts";

/** A label with what it is on. */
export interface LabelUse {
  /** Its name in `acl.yaml`; undefined for one that is no longer there, or that front matter asked for with less integrity. */
  readonly name: string | undefined;
  readonly label: Label;
  readonly documents: number;
}

/** A document that nobody may read. */
export interface Unreadable {
  readonly tenant: string;
  readonly source: string;
  readonly id: string;
  readonly status: "unlabelled" | "quarantined";
}

/** The labels that documents have, and those that are only written down. */
export async function listLabels(
  { storage }: Sallyport,
  tenants: Config["tenants"],
): Promise<readonly LabelUse[]> {
  const named = await namesById(tenants);
  const rows = await storage
    .selectFrom("label")
    .leftJoin("label_replacement", "label_replacement.label_id", "label.id")
    .leftJoin("document", (join) =>
      join.onRef("document.label_id", "=", "label.id").on("document.status", "!=", "deleted"),
    )
    .select(({ fn }) => [
      "label.id",
      "label.label_json",
      "label_replacement.replaced_by",
      fn.count<number>("document.id").as("documents"),
    ])
    .groupBy(["label.id", "label.label_json", "label_replacement.replaced_by"])
    .execute();
  const counts = new Map<string, number>();
  for (const { id, replaced_by, documents } of rows) {
    const current = replaced_by ?? id;
    counts.set(current, (counts.get(current) ?? 0) + Number(documents));
  }
  const stored = rows
    .filter(({ replaced_by }) => replaced_by === null)
    .map(({ label_json }) => parseLabel(JSON.parse(label_json)));
  const known = new Map([...named.values()].map(({ label }) => [label.id, label]));
  for (const label of stored) known.set(label.id, label);
  return [...known.values()]
    .map((label) => ({ name: named.get(label.id)?.name, label, documents: counts.get(label.id) ?? 0 }))
    .filter(({ name, documents }) => name !== undefined || documents > 0)
    .sort((a, b) => compare(a.label.tenant, b.label.tenant) || compare(a.name ?? "~", b.name ?? "~"));
}

/** The documents that are in the store and readable by nobody. */
export async function listUnreadable({ storage }: Sallyport): Promise<readonly Unreadable[]> {
  const rows = await storage
    .selectFrom("document")
    .select(["tenant", "source", "id", "status"])
    .where("status", "in", ["unlabelled", "quarantined"])
    .orderBy("tenant")
    .orderBy("source")
    .execute();
  return rows as readonly Unreadable[];
}

async function namesById(tenants: Config["tenants"]) {
  const names = new Map<string, { readonly name: string; readonly label: Label }>();
  for (const [tenant, folder] of Object.entries(tenants)) {
    for (const [name, label] of (await readAclFile(folder, tenant)).labels)
      names.set(label.id, { name, label });
  }
  return names;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
