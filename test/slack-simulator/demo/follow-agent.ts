import { setTimeout as sleep } from "node:timers/promises";
import { type ApprovalState, fingerprint, type Sallyport } from "@sallyport/sdk";
import type { Incident } from "../../../examples/demo/steps/3-incident.ts";

/** The agent's side of the story: it tries again when people have decided, and says what came of it. */
export function followAgent({ approvals }: Sallyport, { crm, session }: Incident) {
  const narration = ["The agent read a supplier's e-mail and now wants things. It waits for people."];
  const known = new Map<string, ApprovalState>();
  let isStopped = false;

  async function look(): Promise<void> {
    for (const request of await approvals.pending("aldermoor"))
      if (!known.has(request.id)) known.set(request.id, "pending");
    for (const [id, before] of known) {
      const state = (await approvals.state(id)) ?? "unknown";
      if (state === before) continue;
      known.set(id, state);
      await tell(id, state);
    }
  }

  async function tell(id: string, state: ApprovalState): Promise<void> {
    const request = await approvals.find(id);
    if (request === undefined) return;
    const name = `${request.tool} ${fingerprint(request.argumentsDigest)}`;
    if (state === "denied") narration.push(`${name} was denied. The agent is told, and goes on without it.`);
    if (state === "expired") narration.push(`${name} expired: nobody decided.`);
    if (state !== "approved") return;
    narration.push(`${name} was approved. The agent makes the call again.`);
    const { tool, arguments: args, callId } = request;
    const result = await session.call({ tool, arguments: args as object, callId, approvals: "return" });
    narration.push(
      result.type === "executed"
        ? `${name} ran, once. The CRM has paid ${crm.refunds().length} refund(s) so far.`
        : `${name} did not run: ${result.type === "refused" ? result.message : "it has to be asked for again"}`,
    );
  }

  async function follow(): Promise<void> {
    while (!isStopped) {
      await look().catch((error: unknown) => narration.push(`The agent stumbled: ${String(error)}`));
      await sleep(400);
    }
  }

  const running = follow();
  return {
    narration,
    stop() {
      isStopped = true;
      return running;
    },
  };
}
