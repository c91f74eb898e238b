import type { ApprovalRequest, Sallyport } from "@sallyport/sdk";
import * as z from "zod/v4";

/** A tool that has to be approved by people. */
export async function registerRefunds(sallyport: Sallyport, description = "Pays money back."): Promise<void> {
  await sallyport.registerConnector({ name: "billing", owner: "sena", trust: "trusted" });
  await sallyport.registerTool({
    name: "issue_refund",
    description,
    connector: "billing",
    impact: "high",
    reversible: false,
    audience: "external",
    schema: z.object({ account: z.string(), amount: z.number().int() }),
    steering: { amount: "/amount", records: "/account" },
    execute: async () => ({ paid: true }),
  });
}

/** A refund that harbour's nora asked the desk for, and that waits for somebody's approval. */
export async function askForRefund(sallyport: Sallyport, callId: string): Promise<ApprovalRequest> {
  await registerRefunds(sallyport);
  const agent = { id: "desk", tenant: "harbour", owner: "sena", purpose: "Answers questions.", tools: ["*"] };
  await sallyport.registerAgent(agent);
  const token = (await sallyport.localIssuer?.issueToken("harbour", "nora")) ?? "";
  const session = await sallyport.startSession({ token, agent: "desk" });
  session.hear("Please refund 12000 to account AC-7.");
  const args = { account: "AC-7", amount: 12_000 };
  const result = await session.call({ tool: "issue_refund", arguments: args, callId, approvals: "return" });
  if (result.type !== "pending") throw new Error(`expected an approval request, got ${result.type}`);
  return result.approval;
}
