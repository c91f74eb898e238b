import { type Sallyport, SallyportError } from "@sallyport/sdk";

/**
 * A stored document by id or by path.
 *
 * @throws {SallyportError} `ERR_CLI_DOCUMENT` when there is none, or more than one tenant has that path.
 */
export async function findDocument(
  sallyport: Sallyport,
  name: string,
  tenant?: string,
): Promise<{ readonly id: string; readonly tenant: string; readonly source: string }> {
  let query = sallyport.storage
    .selectFrom("document")
    .select(["id", "tenant", "source"])
    .where("status", "!=", "deleted")
    .where((where) => where.or([where("id", "=", name), where("source", "=", name)]));
  if (tenant !== undefined) query = query.where("tenant", "=", tenant);
  const found = await query.execute();
  const [document] = found;
  if (document !== undefined && found.length === 1) return document;
  throw new SallyportError({
    code: "ERR_CLI_DOCUMENT",
    message:
      document === undefined
        ? "There is no such document."
        : "More than one tenant has a document of that path.",
    hint:
      document === undefined
        ? "Run sallyport ingest first, then name its path."
        : `Name its id: ${found.map(({ id }) => id).join(", ")}.`,
  });
}
