import type { Revocations } from "../identity/index.ts";

/** Labels and documents that are revoked now. */
export interface Revoked {
  readonly epoch: number;
  readonly labels: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
  /** When the first of them ends by itself. */
  readonly expiresAt: number;
}

export async function readRevoked(revocations: Revocations, epoch: number): Promise<Revoked> {
  const labels = new Set<string>();
  const documents = new Set<string>();
  let expiresAt = Number.POSITIVE_INFINITY;
  for (const { kind, subject } of await revocations.list()) {
    if (kind !== "label" && kind !== "document") continue;
    const inForce = await revocations.find([{ kind, subject }]);
    if (inForce === undefined) continue;
    (kind === "label" ? labels : documents).add(subject);
    expiresAt = Math.min(expiresAt, inForce.expiresAt ?? Number.POSITIVE_INFINITY);
  }
  return { epoch, labels, documents, expiresAt };
}
