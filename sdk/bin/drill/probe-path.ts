import { type Connector, type GuardedTool, SallyportError, type SallyportSession } from "@sallyport/sdk";
import * as z from "zod/v4";

/** What one door said. */
export interface DoorAnswer {
  /** `answered`: the reader's search; else what the gate's result is called. */
  readonly outcome: "answered" | "executed" | "refused" | "failed" | "pending";
  /** Why it was refused. */
  readonly code?: string;
  readonly receipt?: string;
}

/** What both doors said to one path. */
export interface Probe {
  readonly read: DoorAnswer;
  readonly act: DoorAnswer;
}

export const probeConnector: Connector = {
  name: "sallyport-drill",
  owner: "command-line",
  trust: "trusted",
};

/** A tool without an effect. */
export const probeTool: GuardedTool = {
  name: "sallyport_revocation_drill",
  description: "Does nothing; shows whether a path may still call a tool.",
  connector: probeConnector.name,
  impact: "read",
  reversible: true,
  audience: "principal",
  schema: z.strictObject({}),
  execute: async () => ({ done: true }),
};

export async function probePath(session: SallyportSession, callId: string): Promise<Probe> {
  return { read: await tryReading(session), act: await tryActing(session, callId) };
}

async function tryReading(session: SallyportSession): Promise<DoorAnswer> {
  try {
    const { receipt } = await session.search("revocation drill", { k: 1 });
    return { outcome: "answered", receipt: receipt.id };
  } catch (error) {
    if (SallyportError.isInstance(error)) return { outcome: "refused", code: error.code };
    throw error;
  }
}

async function tryActing(session: SallyportSession, callId: string): Promise<DoorAnswer> {
  const result = await session.call({ tool: probeTool.name, arguments: {}, callId, approvals: "return" });
  const { type: outcome, receipt } = result;
  return { outcome, receipt: receipt.id, ...("code" in result ? { code: result.code } : {}) };
}

/** Both doors refuse, and for this reason alone. */
export function isDead({ read, act }: Probe): boolean {
  return read.code === "ERR_IDENTITY_REVOKED" && act.code === "revoked";
}

/** Both doors say what they said before, and that was no refusal to read. */
export function isAsAlive(after: Probe, before: Probe): boolean {
  const isSame = (one: DoorAnswer, other: DoorAnswer) =>
    one.outcome === other.outcome && one.code === other.code;
  return (
    before.read.outcome === "answered" && isSame(after.read, before.read) && isSame(after.act, before.act)
  );
}
