import type { ApprovalRequest } from "./approval.ts";
import type { Context } from "./context.ts";
import { parseSound, parseStored, storedColumns } from "./stored.ts";

/** Open requests of one tenant, oldest first. */
export async function listPending(context: Context, tenant: string): Promise<readonly ApprovalRequest[]> {
  const rows = await context.storage
    .selectFrom("approval_request")
    .select(storedColumns)
    .where("tenant", "=", tenant)
    .where("state", "=", "pending")
    .where("expires_at", ">", context.clock())
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.flatMap((row) => parseSound(row)?.request ?? []);
}

/**
 * Executions of one tenant of which nobody knows whether they took effect, oldest first. Something did run: here one
 * that was changed by hand is not passed over, but throws.
 */
export async function listParked(context: Context, tenant: string): Promise<readonly ApprovalRequest[]> {
  const rows = await context.storage
    .selectFrom("approval_request")
    .select(storedColumns)
    .where("tenant", "=", tenant)
    .where("state", "=", "unknown")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => parseStored(row).request);
}

export async function countPending(context: Context, tenant: string, requester: string): Promise<number> {
  const { pending } = await context.storage
    .selectFrom("approval_request")
    .select((of) => of.fn.countAll<number>().as("pending"))
    .where("tenant", "=", tenant)
    .where("requester", "=", requester)
    .where("state", "=", "pending")
    .where("expires_at", ">", context.clock())
    .executeTakeFirstOrThrow();
  return Number(pending);
}
