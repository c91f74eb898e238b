import { randomUUID } from "node:crypto";
import * as z from "zod/v4";
import { type Revocation, type RevocationSubject, revocationKinds } from "./revocation.ts";

export interface NewRevocation extends RevocationSubject {
  readonly reason: string;
  readonly actor: string;
  /** Absent: until it is lifted. */
  readonly expiresInMs?: number;
}

const text = z.string().min(1).max(1024);
const newRevocation = z.strictObject({
  kind: z.enum(revocationKinds),
  subject: text,
  tenant: text.optional(),
  reason: text,
  actor: text,
  expiresInMs: z.int().positive().optional(),
});

/** @throws {TypeError} naming each part that is wrong. */
export function parseNewRevocation(input: NewRevocation, now: number): Revocation {
  const parsed = newRevocation.safeParse(input);
  if (!parsed.success) throw new TypeError(`Not a revocation:\n${z.prettifyError(parsed.error)}`);
  const { kind, subject, tenant, reason, actor, expiresInMs } = parsed.data;
  return {
    id: `rev_${randomUUID()}`,
    kind,
    subject,
    ...(tenant === undefined ? {} : { tenant }),
    reason,
    actor,
    createdAt: now,
    ...(expiresInMs === undefined ? {} : { expiresAt: now + expiresInMs }),
  };
}
