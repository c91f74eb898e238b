/** Who somebody is to Slack: an id means nothing without its workspace, and names mean nothing at all. */
export interface SlackIdentity {
  /** Empty outside of an Enterprise organisation. */
  readonly enterprise: string;
  readonly team: string;
  readonly user: string;
}

/** How a decision says how its approver was known. */
export function describeIdentity({ enterprise, team, user }: SlackIdentity): string {
  return `slack:${[enterprise, team, user].filter((part) => part !== "").join("/")}`;
}
