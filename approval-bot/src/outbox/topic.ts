import type { Storage } from "@sallyport/sdk";
import type { Message } from "../messages/card.ts";

export type MessageKind = "card" | "batch" | "result" | "reminder" | "escalation" | "checkpoint";

/** Of messages that are no single tenant's. */
export const everyTenant = "*";

/** One message that Slack shall show, as the database knows it. */
export interface OutboxRow {
  readonly kind: MessageKind;
  readonly subject: string;
  readonly tenant: string;
  readonly channel: string;
  readonly ts: string | null;
  readonly attempts: number;
  readonly attempted_at: number | null;
  /** What the message shows so far; of a notice, whom it is for. */
  readonly shown_state: string;
}

/** What a message shall look like now, and which state of its subject that shows. */
export interface Rendered {
  readonly message: Message;
  readonly state: string;
  readonly votes: number;
  /** Nothing will change it any more: it is not looked at again. */
  readonly isFinal: boolean;
  /** The message that it belongs under. */
  readonly thread?: string;
  /** Shows it in the channel, too. */
  readonly isBroadcast?: boolean;
}

/**
 * A kind of message. The rows that it speaks of are the truth; it only knows how to find those whose message
 * is missing or no longer says what is so.
 */
export interface Topic {
  readonly kind: MessageKind;
  /** Makes a row for each message that should exist and doesn't. */
  enlist(now: number): Promise<void>;
  /** Messages that have to be posted or updated, most urgent first. */
  due(now: number, limit: number): Promise<readonly Pick<OutboxRow, "subject" | "channel" | "ts">[]>;
  /** Undefined when there is nothing to show any more. */
  render(row: OutboxRow): Promise<Rendered | undefined>;
}

export type NewRow = Pick<OutboxRow, "kind" | "subject" | "tenant" | "channel"> & Partial<OutboxRow>;

/** Adds rows; those that are there stay as they are. */
export async function enlistRows(storage: Storage, rows: readonly NewRow[], now: number): Promise<void> {
  const fresh = {
    ts: null,
    shown_state: "",
    shown_votes: 0,
    attempts: 0,
    attempted_at: null,
    lease_until: 0,
  };
  for (let at = 0; at < rows.length; at += 100) {
    await storage
      .insertInto("slack_message")
      .values(rows.slice(at, at + 100).map((row) => ({ ...fresh, ...row, due_at: now, created_at: now })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
