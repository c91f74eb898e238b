import type { Database } from "../storage/index.ts";
import type { Revocation, RevocationKind } from "./revocation.ts";

type Row = Database["revocation"];

export function toRow(revocation: Revocation): Row {
  return {
    id: revocation.id,
    kind: revocation.kind,
    subject: revocation.subject,
    tenant: revocation.tenant ?? null,
    reason: revocation.reason,
    actor: revocation.actor,
    created_at: revocation.createdAt,
    expires_at: revocation.expiresAt ?? null,
    lifted_at: null,
    lifted_by: null,
  };
}

export function toRevocation(row: Row): Revocation {
  return {
    id: row.id,
    kind: row.kind as RevocationKind,
    subject: row.subject,
    ...(row.tenant === null ? {} : { tenant: row.tenant }),
    reason: row.reason,
    actor: row.actor,
    createdAt: row.created_at,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.lifted_at === null ? {} : { liftedAt: row.lifted_at }),
    ...(row.lifted_by === null ? {} : { liftedBy: row.lifted_by }),
  };
}
