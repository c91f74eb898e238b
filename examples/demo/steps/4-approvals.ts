import {
  type ApprovalRequest,
  type CallRequest,
  createTerminalChannel,
  type Receipt,
  renderCard,
  signDecision,
} from "@sallyport/sdk";
import { humanRefund } from "../model.ts";
import { narrator } from "../narrator.ts";
import type { DemoStage } from "../stage.ts";
import type { Incident } from "./3-incident.ts";

/** People decide on exact arguments. Returns the receipt of the refund that was paid. */
export async function decideApprovals(
  stage: DemoStage,
  { crm, session, refund, injected }: Incident,
): Promise<Receipt> {
  narrator.step(4, "Door 2: people approve or deny those exact arguments");
  const { sallyport } = stage;

  await decide(stage, refund, "tomas", "approve");
  await decide(stage, refund, "owen", "approve");
  narrator.holds(
    (await sallyport.approvals.state(refund.id)) === "approved",
    "two finance approvers said yes",
  );
  await decide(stage, injected, "priya", "deny", "Carrick & Vane never asked for this by telephone.");
  narrator.holds((await sallyport.approvals.state(injected.id)) === "denied", "an injected call was denied");

  const call: CallRequest = {
    tool: refund.tool,
    arguments: humanRefund,
    callId: "refund-asked-for",
    approvals: "return",
  };
  const tampered = await session.call({ ...call, arguments: { ...humanRefund, amountMinor: 3_249_000 } });
  narrator.holds(
    tampered.type !== "executed" && crm.refunds().length === 0,
    `ten times the amount under the approved call: ${tampered.type}, nothing paid`,
  );
  const paid = await session.call(call);
  narrator.holds(
    paid.type === "executed" &&
      crm.refunds().length === 1 &&
      crm.refunds()[0]?.amountMinor === humanRefund.amountMinor,
    "the approved refund was paid, exactly as approved",
  );
  const again = await session.call(call);
  narrator.holds(
    again.type === "refused" && again.code === "approval-used" && crm.refunds().length === 1,
    "a second use of the same approval is refused",
  );
  if (paid.type !== "executed") throw new Error("The refund was not paid.");
  return paid.receipt;
}

/** Asks the person at the terminal; in a non-interactive run the demo's approver signs. */
async function decide(
  { sallyport }: DemoStage,
  request: ApprovalRequest,
  approver: string,
  decision: "approve" | "deny",
  reason?: string,
): Promise<void> {
  if (process.stdin.isTTY && process.env.CI === undefined) {
    narrator.say(
      `You are ${approver}. The demo goes on as told if you ${decision === "approve" ? "type yes" : "give a reason"}.`,
    );
    await createTerminalChannel({
      approvals: sallyport.approvals,
      key: sallyport.terminalKey,
      approver,
      tenant: request.tenant,
      input: process.stdin,
      output: process.stdout,
      color: narrator.isColor,
    }).ask(request);
    return;
  }
  if (!shown.has(request.id))
    narrator.say(`${renderCard(sallyport.approvals.preview(request), { color: narrator.isColor })}\n`);
  shown.add(request.id);
  const { id: requestId, argumentsDigest, tenant } = request;
  await sallyport.approvals.decide(
    signDecision(sallyport.terminalKey, {
      requestId,
      argumentsDigest,
      decision,
      approver,
      tenant,
      verifiedBy: "demo",
      at: Date.now(),
      ...(reason === undefined ? {} : { reason }),
    }),
  );
  narrator.quiet(`${approver} signs: ${decision}${reason === undefined ? "" : `, “${reason}”`}`);
}

const shown = new Set<string>();
