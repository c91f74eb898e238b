import type { Session } from "../sessions/index.ts";
import { authorize } from "./authority.ts";
import type { GateContext } from "./context.ts";
import type { ParsedCall } from "./read-call.ts";
import { type Refusal, refusalFrom, refuse } from "./refusal.ts";

/** What a run began under: as of this epoch nothing of it was revoked. */
export interface Begun {
  readonly revocationEpoch: number;
  readonly approval: string | undefined;
}

/**
 * What has been revoked since a call began to run: its person, an agent, the session, the tool, its connector, the
 * approval. What cannot be read counts as that.
 */
export async function refusedSince(
  context: GateContext,
  session: Session,
  call: ParsedCall,
  { revocationEpoch, approval }: Begun,
): Promise<Refusal | undefined> {
  try {
    if ((await context.revocations.epoch()) === revocationEpoch) return undefined;
    await authorize(context, session, call);
    const revoked = approval && (await context.revocations.find([{ kind: "approval", subject: approval }]));
    if (revoked) refuse("revoked", `The approval is revoked (${revoked.id}).`);
    return undefined;
  } catch (error) {
    return refusalFrom(error);
  }
}
