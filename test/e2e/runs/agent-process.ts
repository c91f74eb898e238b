/** An agent's process: starts a run or resumes what is due, and does so until it is killed; for resumed-runs.test.ts. */
import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { openSallyport } from "@sallyport/sdk";
import { createDispatcher, guardTool, sallyportMiddleware } from "@sallyport/sdk/langchain";
import { AIMessage, createAgent, fakeModel, HumanMessage, tool } from "langchain";
import * as z from "zod/v4";
import { openCheckpointer } from "../../unit/langchain/open-checkpointer.ts";

const [home = "", directory = "", runs = "", begins = "", dies = ""] = process.argv.slice(2);
const say = (word: string) => writeSync(1, `${word}\n`);

const effects = openSync(`${home}/effects.txt`, "a");
const pay = tool(
  async ({ order }) => {
    writeSync(effects, `${order}\n`);
    fsyncSync(effects);
    // The moment between the effect and its being written down.
    if (dies === order) process.kill(process.pid, "SIGKILL");
    return `paid ${order}`;
  },
  { name: "pay", description: "Pays an order.", schema: z.object({ order: z.string(), amount: z.int() }) },
);
const sallyport = await openSallyport({ home, directory });
await sallyport.registerAgent({ id: "bot", tenant: "acme", owner: "olga", purpose: "pays", tools: ["*"] });
await sallyport.registerConnector({ name: "bank", owner: "olga", trust: "reviewed" });
await sallyport.registerTool(
  guardTool(pay, {
    connector: "bank",
    impact: "high",
    reversible: false,
    audience: "external",
    steering: { amount: "/amount", records: "/order" },
  }),
);
const call = (order: string) => ({ name: "pay", args: { order, amount: 100 }, id: `call_${order}` });
const dispatcher = createDispatcher({
  sallyport,
  checkpointer: openCheckpointer(runs),
  createAgent: (session) => {
    const model = begins === "yes" ? fakeModel().respondWithTools([call("1001"), call("1002")]) : fakeModel();
    return createAgent({
      model: model.respond(new AIMessage("Done.")),
      tools: [pay],
      middleware: [sallyportMiddleware({ session, approvals: "interrupt" })],
    });
  },
  onEnd: async ({ messages, code }) => {
    say(`ended ${JSON.stringify([code ?? "", ...messages.map(({ text }) => text)])}`);
  },
});
if (begins === "yes") {
  const token = (await sallyport.localIssuer?.issueToken("acme", "ana")) ?? "";
  const session = await sallyport.startSession({ token, agent: "bot", thread: "t1" });
  await dispatcher.start(session, [new HumanMessage("Pay orders 1001 and 1002, 100 each.")]);
}
say("waiting");
await dispatcher.serve(new AbortController().signal);
closeSync(effects);
