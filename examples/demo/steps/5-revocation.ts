import { narrator } from "../narrator.ts";
import type { DemoStage } from "../stage.ts";
import type { Incident } from "./3-incident.ts";

/** One agent is stopped; the others go on. */
export async function revokeAgent(stage: DemoStage, { session }: Incident): Promise<void> {
  narrator.step(5, "Revocation: one agent is stopped, its sibling goes on");
  const sibling = await stage.startSession({
    tenant: "aldermoor",
    user: "tomas",
    agent: "billing-agent",
    purpose: "Reconcile credit notes.",
  });
  await stage.sallyport.revocations.revoke({
    kind: "agent",
    subject: "success-agent",
    reason: "It acted on an injected e-mail.",
    actor: "priya",
  });
  const lookup = { tool: "lookup_account", arguments: { account: "AC-1042" }, approvals: "return" } as const;
  const stopped = await session.call({ ...lookup, callId: "after-revocation" });
  narrator.holds(
    stopped.type === "refused" && stopped.code === "revoked",
    "the revoked agent's next call is refused, in the session that it had open",
  );
  const refusedSearch = await session.search("Fernhollow").then(
    () => false,
    (error: { code?: string }) => error.code === "ERR_IDENTITY_REVOKED",
  );
  narrator.holds(refusedSearch, "it can search no more either");
  const goesOn = await sibling.call({ ...lookup, callId: "sibling" });
  narrator.holds(goesOn.type === "executed", "billing-agent, its sibling, goes on");
}
