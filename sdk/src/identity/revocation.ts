/** What can be revoked. `hop` takes everything delegated below it along; `agent` every chain it is in. */
export const revocationKinds = [
  "user",
  "agent",
  "tool",
  "connector",
  "hop",
  "session",
  "approval",
  "label",
  "document",
  "key",
] as const;
export type RevocationKind = (typeof revocationKinds)[number];

export interface Revocation {
  readonly id: string;
  readonly kind: RevocationKind;
  /** The id of what is revoked: user `sub`, agent id, tool name, hop id, … */
  readonly subject: string;
  /** Whose subject it is, where ids are unique per tenant alone (users); absent: whoever has that id. */
  readonly tenant?: string;
  readonly reason: string;
  /** Who revoked it (`sub`, or "cli"). */
  readonly actor: string;
  readonly createdAt: number;
  readonly expiresAt?: number;
  readonly liftedAt?: number;
  readonly liftedBy?: string;
}

export interface RevocationSubject {
  readonly kind: RevocationKind;
  readonly subject: string;
  /** Absent: a revocation in any tenant applies. */
  readonly tenant?: string;
}
