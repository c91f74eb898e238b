import { Command, MemorySaver } from "@langchain/langgraph";
import {
  type AgentMiddleware,
  AIMessage,
  createAgent,
  fakeModel,
  HumanMessage,
  humanInTheLoopMiddleware,
  tool,
} from "langchain";
import { z } from "zod/v4";

/** Its types are not made for exactOptionalPropertyTypes. */
const askAbout = humanInTheLoopMiddleware as unknown as (options: {
  readonly interruptOn: Readonly<Record<string, boolean>>;
}) => AgentMiddleware;

/** LangChain's own middleware under the same rush: each of so many approvals is resumed three times at once. */
export async function countUnboundExecutions(requests: number): Promise<number> {
  let executions = 0;
  const refund = tool(
    async () => {
      executions += 1;
      return "paid";
    },
    { name: "issue_refund", description: "Pays money back.", schema: z.object({ order: z.string() }) },
  );
  for (let index = 0; index < requests; index++) {
    const calls = [{ name: "issue_refund", args: { order: String(index) }, id: `call_${index}` }];
    let model = fakeModel().respondWithTools(calls);
    for (let answer = 0; answer < 3; answer++) model = model.respond(new AIMessage("Done."));
    const agent = createAgent({
      model,
      tools: [refund],
      middleware: [askAbout({ interruptOn: { issue_refund: true } })],
      checkpointer: new MemorySaver(),
    });
    const thread = { configurable: { thread_id: String(index) } };
    await agent.invoke({ messages: [new HumanMessage("Refund it.")] }, thread);
    const approve = () => agent.invoke(new Command({ resume: { decisions: [{ type: "approve" }] } }), thread);
    await Promise.allSettled([approve(), approve(), approve()]);
  }
  return executions - requests;
}
