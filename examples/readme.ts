/** The program in the README, compiled: `test/house/readme.test.ts` holds the two together. */
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { StructuredToolInterface } from "@langchain/core/tools";
// #region readme
import { openSallyport } from "@sallyport/sdk";
import { guardTool, sallyportMiddleware, searchTool } from "@sallyport/sdk/langchain";
import { createAgent } from "langchain";

// #endregion
export async function createGuardedAgent(
  model: BaseChatModel,
  token: string,
  issueRefund: StructuredToolInterface,
) {
  // #region readme
  const sallyport = await openSallyport({ home: ".sallyport", directory: "people.yaml" });
  for await (const event of sallyport.ingest("aldermoor", "documents")) console.log(event);
  await sallyport.registerAgent({
    id: "success-agent",
    tenant: "aldermoor",
    owner: "owen",
    purpose: "Answers customers and refunds them.",
    tools: ["issue_refund"],
  });
  await sallyport.registerConnector({ name: "billing", owner: "tomas", trust: "trusted" });
  await sallyport.registerTool(
    guardTool(issueRefund, {
      connector: "billing",
      impact: "high",
      reversible: false,
      audience: "external",
      steering: { amount: "/amountMinor", destination: "/iban", records: "/accountId" },
    }),
  );

  // The token is what the signed-in person's identity provider issued.
  const session = await sallyport.startSession({ token, agent: "success-agent" });
  const agent = createAgent({
    model,
    tools: [searchTool({ session }), issueRefund],
    middleware: [sallyportMiddleware({ session })],
  });
  // #endregion
  return agent;
}
