/** A run that waits for a person, while the agent's process ends and another one begins. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import { openSallyport, signDecision } from "@sallyport/sdk";
import { createDispatcher, guardTool, sallyportMiddleware } from "@sallyport/sdk/langchain";
import { AIMessage, createAgent, fakeModel, HumanMessage, tool } from "langchain";
import { z } from "zod";
import { temporaryHome } from "../temporary-home.ts";

const home = temporaryHome();
const directory = fileURLToPath(new URL("../02-guarded-tool/people.yaml", import.meta.url));
const refunds: string[] = [];

const issueRefund = tool(
  async ({ account }) => {
    refunds.push(account);
    return "refunded";
  },
  {
    name: "issue_refund",
    description: "Refunds a customer.",
    schema: z.object({ account: z.string(), amount: z.int() }),
  },
);

/** What every process of this agent does when it starts. A scripted model stands in for a real one. */
async function openProcess(model: () => ReturnType<typeof fakeModel>) {
  const sallyport = await openSallyport({ home, directory });
  await sallyport.registerConnector({ name: "billing", owner: "eve", trust: "trusted" });
  await sallyport.registerTool(
    guardTool(issueRefund, {
      connector: "billing",
      impact: "high",
      reversible: false,
      audience: "external",
      steering: { amount: "/amount", records: "/account" },
    }),
  );
  await sallyport.registerAgent({
    id: "helper",
    tenant: "acme",
    owner: "eve",
    purpose: "Refunds.",
    tools: ["*"],
  });
  const dispatcher = createDispatcher({
    sallyport,
    checkpointer: SqliteSaver.fromConnString(join(home, "runs.db")),
    createAgent: (session) =>
      createAgent({
        model: model(),
        tools: [issueRefund],
        middleware: [sallyportMiddleware({ session, approvals: "interrupt" })],
      }),
  });
  return { sallyport, dispatcher };
}

// Ben asks; the agent wants to refund; a person has to say yes first. The process ends meanwhile.
const first = await openProcess(() =>
  fakeModel().respondWithTools([
    { name: "issue_refund", args: { account: "AC-7", amount: 4500 }, id: "call-1" },
  ]),
);
const token = await first.sallyport.localIssuer!.issueToken("acme", "ben");
const session = await first.sallyport.startSession({ token, agent: "helper", thread: "ticket-4711" });
const run = await first.dispatcher.start(session, [new HumanMessage("Please refund 45.00 to AC-7.")]);
assert(run.type === "waiting");
console.log(`The run waits for ${run.approvals.length} decision; the process ends.`);
await first.sallyport.close();

// Ada decides, in the Slack app or, as here, in any process that has a channel's key.
const { sallyport, dispatcher } = await openProcess(() =>
  fakeModel().respond(new AIMessage("AC-7 has its 45.00 back.")),
);
assert.deepEqual(await dispatcher.resumeDue(), []);
const request = await sallyport.approvals.find(run.approvals[0]!);
await sallyport.approvals.decide(
  signDecision(sallyport.terminalKey, {
    requestId: request!.id,
    argumentsDigest: request!.argumentsDigest,
    decision: "approve",
    approver: "ada",
    tenant: "acme",
    verifiedBy: "example",
    at: Date.now(),
  }),
);

// The new process goes on where the old one stopped. `dispatcher.serve(signal)` would do this by itself.
const [ended] = await dispatcher.resumeDue();
assert(ended?.type === "ended" && ended.code === undefined);
for (const message of ended.messages.slice(-2)) console.log(`${message.type}: ${message.text}`);
assert.deepEqual(refunds, ["AC-7"]);
await sallyport.close();
