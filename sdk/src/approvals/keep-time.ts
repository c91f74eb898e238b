import { sql } from "kysely";
import type { ApprovalRequest } from "./approval.ts";
import { expireDue } from "./close.ts";
import type { Context } from "./context.ts";
import { escalationGroups, escalationTime, reminderTime } from "./escalation.ts";
import { parkAbandoned } from "./settle.ts";
import { readSound } from "./stored.ts";

/** What a channel has to tell people now. */
export interface ApprovalNotice {
  /** The same for the same notice, whichever process tells it. */
  readonly id: string;
  readonly type: "reminder" | "escalation";
  readonly request: ApprovalRequest;
  /** Whom to tell: the groups that were asked, or those that are asked from now on. */
  readonly groups: readonly string[];
}

/** Tells people, or makes sure that they will be told. Telling the same notice again must do no harm. */
export type TellNotice = (notice: ApprovalNotice) => Promise<void>;

/**
 * Everything that time alone brings about: closes what has expired, parks executions that never reported, and
 * tells the reminders (half-time) and escalations (three quarters) that are due.
 */
export async function keepTime(
  context: Context,
  tenants: readonly string[],
  tell: TellNotice,
): Promise<readonly string[]> {
  const moved = [...(await expireDue(context)), ...(await parkAbandoned(context))];
  for (const tenant of tenants) await tellDue(context, tenant, tell);
  return moved;
}

/** A notice counts as told when `tell` says so: a crash in between repeats it, and loses none. */
async function tellDue(context: Context, tenant: string, tell: TellNotice): Promise<void> {
  const now = context.clock();
  const rows = await context.storage
    .selectFrom("approval_request")
    .select(["id", "reminded_at", "escalated_at"])
    .where("tenant", "=", tenant)
    .where("state", "=", "pending")
    .where("expires_at", ">", now)
    .where((is) =>
      is.or([
        is.and([is("reminded_at", "is", null), is(after(1, 2), "<=", now)]),
        is.and([is("escalated_at", "is", null), is(after(3, 4), "<=", now)]),
      ]),
    )
    .orderBy("created_at")
    .execute();
  for (const row of rows) {
    const request = (await readSound(context, row.id))?.request;
    if (request === undefined) continue;
    const { groups } = request.requirement;
    const added = escalationGroups(context, groups);
    if (row.escalated_at === null && now >= escalationTime(request)) {
      if (added.length > 0)
        await tell({ id: `${row.id}/escalation`, type: "escalation", request, groups: added });
      await mark(context, row.id, "escalated_at", now);
    }
    if (row.reminded_at === null && now >= reminderTime(request)) {
      await tell({ id: `${row.id}/reminder`, type: "reminder", request, groups });
      await mark(context, row.id, "reminded_at", now);
    }
  }
}

/** When this part of a request's time is over: with a thousand pending, only those that are due are read. */
const after = (part: number, of: number) =>
  sql<number>`created_at + (expires_at - created_at) * ${sql.lit(part)} / ${sql.lit(of)}`;

async function mark(context: Context, id: string, column: "reminded_at" | "escalated_at", now: number) {
  await context.storage
    .updateTable("approval_request")
    .set({ [column]: now })
    .where("id", "=", id)
    .where(column, "is", null)
    .execute();
}
