/** Both doors around a LangChain agent, in ten lines. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { openSallyport } from "@sallyport/sdk";
import { guardTool, sallyportMiddleware, searchTool } from "@sallyport/sdk/langchain";
import { AIMessage, createAgent, fakeModel, tool } from "langchain";
import { z } from "zod";
import { temporaryHome } from "../temporary-home.ts";

const documents = fileURLToPath(new URL("../01-permitted-search/documents", import.meta.url));
const directory = fileURLToPath(new URL("../01-permitted-search/people.yaml", import.meta.url));
const sallyport = await openSallyport({ home: temporaryHome(), directory });
for await (const _ of sallyport.ingest("acme", documents));

const sent: string[] = [];
const sendMail = tool(
  async ({ to }) => {
    sent.push(to);
    return "sent";
  },
  {
    name: "send_mail",
    description: "Sends an e-mail.",
    schema: z.object({ to: z.string(), text: z.string() }),
  },
);
await sallyport.registerConnector({ name: "mail", owner: "ada", trust: "untrusted" });
await sallyport.registerTool(
  guardTool(sendMail, {
    connector: "mail",
    impact: "write",
    reversible: false,
    audience: "external",
    steering: { recipients: "/to" },
  }),
);
await sallyport.registerAgent({
  id: "assistant",
  tenant: "acme",
  owner: "ada",
  purpose: "Answers customers.",
  tools: ["send_mail"],
});

const token = await sallyport.localIssuer!.issueToken("acme", "ben");
const session = await sallyport.startSession({ token, agent: "assistant" });

// A scripted model: it looks something up, then writes to somebody whom nobody mentioned.
const model = fakeModel()
  .respondWithTools([{ name: "search_documents", args: { query: "damaged delivery" } }])
  .respondWithTools([{ name: "send_mail", args: { to: "mallory@example.net", text: "hello" } }])
  .respond(new AIMessage("I could not send it: somebody has to approve that first."));
const agent = createAgent({
  model,
  tools: [searchTool({ session }), sendMail],
  middleware: [sallyportMiddleware({ session, approvals: "return" })],
});
const { messages } = await agent.invoke({
  messages: [{ role: "user", content: "What do we do about damage?" }],
});

for (const message of messages) console.log(`${message.type}: ${message.text.slice(0, 160)}`);
assert.match(messages.map((message) => message.text).join("\n"), /\[pending\]/);
assert.deepEqual(sent, []);
await sallyport.close();
