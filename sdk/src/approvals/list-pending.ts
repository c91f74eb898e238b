import type { ApprovalRequest, ApprovalState } from "./approval.ts";
import type { Context } from "./context.ts";
import { parseSound, storedColumns } from "./stored.ts";

/** Open requests of one tenant, oldest first; without those that were changed by hand ({@link listTampered}). */
export async function listPending(context: Context, tenant: string): Promise<readonly ApprovalRequest[]> {
  const rows = await select(context, tenant, ["pending"]).where("expires_at", ">", context.clock()).execute();
  return rows.flatMap((row) => parseSound(context.seal, row)?.request ?? []);
}

/** Executions of one tenant of which nobody knows whether they took effect, oldest first. */
export async function listParked(context: Context, tenant: string): Promise<readonly ApprovalRequest[]> {
  const rows = await select(context, tenant, ["unknown"]).execute();
  return rows.flatMap((row) => parseSound(context.seal, row)?.request ?? []);
}

/** The ids of what is under way and was changed by hand: it can neither be shown nor decided. */
export async function listTampered(context: Context, tenant: string): Promise<readonly string[]> {
  const rows = await select(context, tenant, ["pending", "approved", "consumed", "unknown"]).execute();
  return rows.filter((row) => parseSound(context.seal, row) === undefined).map(({ id }) => id);
}

function select({ storage }: Context, tenant: string, states: readonly ApprovalState[]) {
  return storage
    .selectFrom("approval_request")
    .select(storedColumns)
    .where("tenant", "=", tenant)
    .where("state", "in", states)
    .orderBy("created_at")
    .orderBy("id");
}

/** How many requests of one person, or of one agent in whoever's name, wait for a decision. */
export async function countPending(
  { storage, clock }: Context,
  tenant: string,
  of: { readonly requester: string } | { readonly agent: string },
): Promise<number> {
  const [column, value] =
    "agent" in of ? (["agent", of.agent] as const) : (["requester", of.requester] as const);
  const { pending } = await storage
    .selectFrom("approval_request")
    .select((each) => each.fn.countAll<number>().as("pending"))
    .where("tenant", "=", tenant)
    .where(column, "=", value)
    .where("state", "=", "pending")
    .where("expires_at", ">", clock())
    .executeTakeFirstOrThrow();
  return Number(pending);
}
