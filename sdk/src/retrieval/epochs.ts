import type { Storage } from "../storage/index.ts";

/** How often a tenant's labels and documents have changed, in one read. */
export async function readTenantEpochs(
  storage: Storage,
  tenant: string,
): Promise<{ readonly labels: number; readonly documents: number }> {
  const rows = await storage
    .selectFrom("epoch")
    .selectAll()
    .where("name", "in", [`labels:${tenant}`, `documents:${tenant}`])
    .execute();
  const value = (name: string) => rows.find((row) => row.name === `${name}:${tenant}`)?.value ?? 0;
  return { labels: value("labels"), documents: value("documents") };
}
