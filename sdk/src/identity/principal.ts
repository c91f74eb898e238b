/** How sensitive a document is, and up to which level a principal is cleared; in rising order. */
export const classifications = ["public", "internal", "confidential", "restricted"] as const;
export type Classification = (typeof classifications)[number];

/** A human, as their verified token says. */
export interface Principal {
  readonly type: "user";
  /** OIDC `sub`. Unique within the tenant. */
  readonly id: string;
  readonly tenant: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly clearance: Classification;
  readonly name?: string;
  readonly email?: string;
}
