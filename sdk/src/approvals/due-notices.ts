import type { ApprovalRequest } from "./approval.ts";
import type { Context } from "./context.ts";
import { escalationGroups, escalationTime, reminderTime } from "./escalation.ts";
import { readApproval } from "./stored.ts";

/** What a channel has to tell people now. */
export interface ApprovalNotice {
  readonly type: "reminder" | "escalation";
  readonly request: ApprovalRequest;
  /** Whom to tell: the groups that were asked, or those that are asked from now on. */
  readonly groups: readonly string[];
}

/**
 * Reminders at half-time and escalations at three quarters, each handed out once, whichever process asks. They
 * are read from the table, so none is lost while no process runs.
 */
export async function dueNotices(context: Context, tenant: string): Promise<readonly ApprovalNotice[]> {
  const now = context.clock();
  const rows = await context.storage
    .selectFrom("approval_request")
    .select(["id", "reminded_at", "escalated_at"])
    .where("tenant", "=", tenant)
    .where("state", "=", "pending")
    .where("expires_at", ">", now)
    .where((either) => either.or([either("reminded_at", "is", null), either("escalated_at", "is", null)]))
    .orderBy("created_at")
    .execute();
  const notices: ApprovalNotice[] = [];
  for (const row of rows) {
    const request = (await readApproval(context.storage, row.id))?.request;
    if (request === undefined) continue;
    const { groups } = request.requirement;
    const added = escalationGroups(context, groups);
    if (row.escalated_at === null && added.length > 0 && now >= escalationTime(request)) {
      if (await mark(context, row.id, "escalated_at", now))
        notices.push({ type: "escalation", request, groups: added });
    }
    if (row.reminded_at === null && now >= reminderTime(request)) {
      if (await mark(context, row.id, "reminded_at", now))
        notices.push({ type: "reminder", request, groups });
    }
  }
  return notices;
}

async function mark(context: Context, id: string, column: "reminded_at" | "escalated_at", now: number) {
  const marked = await context.storage
    .updateTable("approval_request")
    .set({ [column]: now })
    .where("id", "=", id)
    .where("state", "=", "pending")
    .where(column, "is", null)
    .executeTakeFirst();
  return marked.numUpdatedRows > 0n;
}
