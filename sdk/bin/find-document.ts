import { type Sallyport, SallyportError } from "@sallyport/sdk";
import type { CliErrorCode } from "./cli-error.ts";

export interface StoredDocument {
  readonly id: string;
  readonly tenant: string;
  readonly source: string;
  readonly status: "active" | "quarantined" | "unlabelled";
}

/**
 * A stored document by id or by path.
 *
 * @throws {SallyportError} `ERR_CLI_DOCUMENT` when there is none, or more than one tenant has that path.
 */
export async function findDocument(
  sallyport: Sallyport,
  name: string,
  tenant?: string,
): Promise<StoredDocument> {
  let query = sallyport.storage
    .selectFrom("document")
    .select(["id", "tenant", "source", "status"])
    .where("status", "!=", "deleted")
    .where((where) => where.or([where("id", "=", name), where("source", "=", name)]));
  if (tenant !== undefined) query = query.where("tenant", "=", tenant);
  const found = (await query.execute()) as StoredDocument[];
  const [document] = found;
  if (document !== undefined && found.length === 1) return document;
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_DOCUMENT",
    message:
      document === undefined
        ? `There is no document ${name}.`
        : `More than one tenant has a document ${name}.`,
    hint:
      document === undefined
        ? "Name its path in the tenant's folder, or its id; sallyport ingest stores it first."
        : `Name its id: ${found.map(({ id }) => id).join(", ")}.`,
  });
}
