/** A refund runs only after a person approved exactly these arguments, and only once. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type CallRequest, openSallyport, renderCard, signDecision } from "@sallyport/sdk";
import { z } from "zod";
import { temporaryHome } from "../temporary-home.ts";

const sallyport = await openSallyport({
  home: temporaryHome(),
  directory: fileURLToPath(new URL("people.yaml", import.meta.url)),
});
const refunds: number[] = [];
await sallyport.registerConnector({ name: "billing", owner: "eve", trust: "trusted" });
await sallyport.registerTool({
  name: "issue_refund",
  description: "Pays money back to a customer.",
  connector: "billing",
  schema: z.object({ account: z.string(), amount: z.int() }),
  impact: "high",
  reversible: false,
  audience: "external",
  steering: { amount: "/amount", records: "/account" },
  execute: async ({ amount }) => {
    refunds.push(amount);
    return "refunded";
  },
});
await sallyport.registerAgent({
  id: "assistant",
  tenant: "acme",
  owner: "eve",
  purpose: "Prepares refunds.",
  tools: ["issue_refund"],
});

const token = await sallyport.localIssuer!.issueToken("acme", "ben");
const session = await sallyport.startSession({ token, agent: "assistant" });
session.hear("Please refund 45.00 to AC-7.");

const call: CallRequest = {
  tool: "issue_refund",
  arguments: { account: "AC-7", amount: 4500 },
  callId: "call-1",
  approvals: "return",
};
const asked = await session.call(call);
assert(asked.type === "pending" && refunds.length === 0);
console.log(renderCard(sallyport.approvals.preview(asked.approval), { color: false }));

// What the Slack bot does when Ada clicks Approve: sign that she approved exactly this.
const decision = await sallyport.approvals.decide(
  signDecision(sallyport.terminalKey, {
    requestId: asked.approval.id,
    argumentsDigest: asked.approval.argumentsDigest,
    decision: "approve",
    approver: "ada",
    tenant: "acme",
    verifiedBy: "example",
    at: Date.now(),
  }),
);
assert.equal(decision.type, "recorded");

const tampered = await session.call({ ...call, arguments: { account: "AC-7", amount: 450000 } });
assert.notEqual(tampered.type, "executed");
const approved = await session.call(call);
assert.equal(approved.type, "executed");
const again = await session.call(call);
assert(again.type === "refused" && again.code === "approval-used");
assert.deepEqual(refunds, [4500]);
console.log(`\nRefunds that happened: ${refunds.join(", ")}. Other arguments and a second use were refused.`);
await sallyport.close();
