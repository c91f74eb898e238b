import type { Clock, Storage } from "@sallyport/sdk";
import type { webApi } from "@slack/bolt";
import type { KnownBlock } from "@slack/types";
import type { Logger } from "../log.ts";
import { type Failure, readFailure } from "./failure.ts";
import type { Pace } from "./pace.ts";
import type { MessageKind, OutboxRow, Rendered, Topic } from "./topic.ts";

export interface Delivery {
  readonly storage: Storage;
  readonly client: webApi.WebClient;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly isShared: (channel: string) => Promise<boolean>;
}

/** Longer than a try with all its calls takes: a process that died leaves its messages to others after that. */
const leaseMs = 60_000;
/** Of a record that is complete. */
const never = Number.MAX_SAFE_INTEGER;
const refusedPauseMs = 5 * 60_000;
/** Somebody may be installing the app just now. */
const uninstalledPauseMs = 3_000;

/** Where one tenant's messages go; undefined while its workspace has not installed the app. */
export type FindSlack = (tenant: string) => Promise<Pick<Delivery, "client" | "isShared"> | undefined>;
export type DeliveryOptions = Omit<Delivery, "client" | "isShared"> & { readonly slackOf: FindSlack };

/** Brings one message up to date, if nobody else is at it. */
export async function deliver(options: DeliveryOptions, topic: Topic, subject: string): Promise<void> {
  const { logger, clock } = options;
  const row = await claim(options, topic.kind, subject);
  if (row === undefined) return;
  const slack = await options.slackOf(row.tenant).catch(() => undefined);
  if (slack === undefined) return release(options, row, { due_at: clock() + uninstalledPauseMs });
  const delivery: Delivery = { ...options, ...slack };
  try {
    const rendered = await topic.render(row);
    if (rendered === undefined) await release(delivery, row, { due_at: clock() + refusedPauseMs });
    else if (await delivery.isShared(row.channel)) {
      logger.error({ channel: row.channel }, "nothing is posted in a channel that other organisations see");
      await release(delivery, row, { due_at: clock() + refusedPauseMs });
    } else await show(delivery, row, rendered);
  } catch (error) {
    await recover(delivery, row, readFailure(error), error);
  }
}

async function show(delivery: Delivery, row: OutboxRow, rendered: Rendered): Promise<void> {
  const { pace, clock } = delivery;
  const waitMs = pace.take(methodFor(row.ts), row.channel);
  if (waitMs > 0) return release(delivery, row, { due_at: clock() + waitMs });
  const ts =
    row.ts === null ? await post(delivery, row, rendered) : await update(delivery, row, row.ts, rendered);
  await release(delivery, row, {
    ts,
    shown_state: rendered.state,
    shown_votes: rendered.votes,
    attempts: 0,
    attempted_at: null,
    due_at: rendered.isFinal ? never : 0,
  });
}

async function post(delivery: Delivery, row: OutboxRow, rendered: Rendered): Promise<string> {
  const { message, thread, isBroadcast = false } = rendered;
  const { client, storage, clock } = delivery;
  if (row.attempted_at !== null) {
    const posted = await findPosted(delivery, row, row.attempted_at, thread);
    if (posted !== undefined) return posted;
  }
  await where(storage.updateTable("slack_message").set({ attempted_at: clock() }), row).execute();
  const { ts } = await client.chat.postMessage({
    channel: row.channel,
    text: message.text,
    blocks: message.blocks as KnownBlock[],
    // Everybody in the workspace can read metadata: an id and nothing else.
    metadata: { event_type: eventType(row.kind), event_payload: { id: row.subject } },
    parse: "none",
    mrkdwn: false,
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    ...(thread === undefined ? {} : isBroadcast ? broadcast(thread) : { thread_ts: thread }),
  });
  if (ts === undefined) throw new TypeError("chat.postMessage did not name the message.");
  return ts;
}

const broadcast = (thread: string) => ({ thread_ts: thread, reply_broadcast: true }) as const;

/** A post whose answer was lost, or whose process died before it could note it. */
async function findPosted(
  { client }: Delivery,
  row: OutboxRow,
  since: number,
  thread: string | undefined,
): Promise<string | undefined> {
  const query = {
    channel: row.channel,
    oldest: String(since / 1000 - 60),
    limit: 100,
    include_all_metadata: true,
  };
  try {
    const { messages = [] } =
      thread === undefined
        ? await client.conversations.history(query)
        : await client.conversations.replies({ ...query, ts: thread });
    return messages.find(
      ({ metadata }) =>
        metadata?.event_type === eventType(row.kind) &&
        (metadata.event_payload as { id?: unknown } | undefined)?.id === row.subject,
    )?.ts;
  } catch (error) {
    // Without the right to read the channel we post again: of two cards both lead to the one request.
    if (readFailure(error).type === "refused") return undefined;
    throw error;
  }
}

async function update(
  { client }: Delivery,
  row: OutboxRow,
  ts: string,
  { message }: Rendered,
): Promise<string> {
  const { text, blocks } = message;
  await client.chat.update({
    channel: row.channel,
    ts,
    text,
    blocks: blocks as KnownBlock[],
    parse: "none",
    link_names: false,
  });
  return ts;
}

async function recover(delivery: Delivery, row: OutboxRow, failure: Failure, error: unknown): Promise<void> {
  const { clock, pace, logger } = delivery;
  const attempts = row.attempts + 1;
  const about = { kind: row.kind, subject: row.subject, attempts, failure: failure.type, error };
  switch (failure.type) {
    case "limited":
      pace.block(methodFor(row.ts), row.channel, failure.retryAfterMs);
      return release(delivery, row, { due_at: clock() + failure.retryAfterMs, attempted_at: null });
    case "gone":
      return release(delivery, row, { ts: null, attempted_at: null, attempts, due_at: clock() });
    case "refused":
      logger.error(about, "Slack refused a message; the request itself goes on waiting");
      return release(delivery, row, { attempts, attempted_at: null, due_at: clock() + refusedPauseMs });
    case "unanswered":
      logger.warn(about, "Slack did not answer; it may or may not show the message");
      return release(delivery, row, { attempts, due_at: clock() + Math.min(500 * 2 ** attempts, 60_000) });
  }
}

async function claim({ storage, clock }: DeliveryOptions, kind: MessageKind, subject: string) {
  const now = clock();
  return storage
    .updateTable("slack_message")
    .set({ lease_until: now + leaseMs })
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .where("lease_until", "<=", now)
    .where("due_at", "<=", now)
    .returning(["kind", "subject", "tenant", "channel", "ts", "attempts", "attempted_at", "shown_state"])
    .executeTakeFirst();
}

interface Change {
  readonly ts?: string | null;
  readonly shown_state?: string;
  readonly shown_votes?: number;
  readonly attempts?: number;
  readonly attempted_at?: number | null;
  readonly due_at: number;
}

async function release(
  { storage }: Pick<Delivery, "storage">,
  row: OutboxRow,
  change: Change,
): Promise<void> {
  await where(storage.updateTable("slack_message").set({ ...change, lease_until: 0 }), row).execute();
}

function where<Query extends { where(column: "kind" | "subject", is: "=", value: string): Query }>(
  query: Query,
  row: OutboxRow,
): Query {
  return query.where("kind", "=", row.kind).where("subject", "=", row.subject);
}

export const methodFor = (ts: string | null) => (ts === null ? "post" : "update");
const eventType = (kind: MessageKind) => `sallyport_${kind}`;
