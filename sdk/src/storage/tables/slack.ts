import type { Generated } from "kysely";

export interface SlackTables {
  slack_message: SlackMessageTable;
  slack_inbound: SlackInboundTable;
  slack_link: SlackLinkTable;
  slack_home: SlackHomeTable;
  slack_batch_item: SlackBatchItemTable;
  slack_installation: SlackInstallationTable;
  slack_oauth_state: SlackOauthStateTable;
}

/** One message that Slack shall show, and what it shows of it so far. The rows it speaks of are the truth. */
interface SlackMessageTable {
  kind: "card" | "batch" | "result" | "reminder" | "escalation" | "checkpoint";
  /** The approval request, batch or checkpoint that it is about. */
  subject: string;
  tenant: string;
  channel: string;
  /** Slack's name for the message; null until it is known to be posted. */
  ts: string | null;
  /** Empty until it is posted. */
  shown_state: string;
  shown_votes: number;
  /** Not to be tried before. */
  due_at: number;
  attempts: number;
  /** When a post was tried whose answer never came: it may be there. */
  attempted_at: number | null;
  /** Until then another process is at it. */
  lease_until: number;
  created_at: number;
}

/** Digests of what Slack sent, so that the same bytes count once, and what is still to be handled of it. */
interface SlackInboundTable {
  digest: string;
  at: number;
  /** Encrypted with a key that the database does not have; null when it is handled, or needs no handling later. */
  kept: Generated<string | null>;
  /** Until then a replica is at it. */
  lease_until: Generated<number>;
}

/** Who a Slack user is, stated and signed by the bot: a row that somebody else wrote is worth nothing. */
interface SlackLinkTable {
  /** Empty outside of an Enterprise organisation. */
  enterprise: string;
  team: string;
  slack_user: string;
  tenant: string;
  principal: string;
  linked_at: number;
  signature: string;
}

/** A Slack user's Home that the app keeps true. */
interface SlackHomeTable {
  enterprise: string;
  team: string;
  slack_user: string;
  tenant: string;
  page: number;
  /** What it was drawn from; empty: nothing yet. */
  shown: string;
  opened_at: number;
  /** Not to be drawn before: changes that come close together are drawn once. */
  due_at: number;
}

/** Requests that are shown on one card. */
interface SlackBatchItemTable {
  request_id: string;
  batch: string;
}

/** A workspace that has installed the Slack app. */
interface SlackInstallationTable {
  team: string;
  /** Empty outside of an Enterprise organisation. */
  enterprise: string;
  /** The bot's token and ids, encrypted with a key that the database does not have. */
  sealed: string;
  installed_at: number;
}

/** Installations that somebody has begun in a browser; each may be ended once. */
interface SlackOauthStateTable {
  digest: string;
  expires_at: number;
}
