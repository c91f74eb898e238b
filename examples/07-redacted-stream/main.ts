/** The model works with tokens, the tool gets the value, and the answer streams to each reader as policy reveals it. */
import assert from "node:assert/strict";
import { copyFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultPolicyFolder, openSallyport } from "@sallyport/sdk";
import { guardTool, sallyportMiddleware, searchTool, showMessages } from "@sallyport/sdk/langchain";
import { AIMessage, createAgent, fakeModel, tool } from "langchain";
import { z } from "zod";
import { temporaryHome } from "../temporary-home.ts";

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const iban = "DE89 3704 0044 0532 0130 00";

// The default policies, and one of our own: finance sees account numbers in answers.
const home = temporaryHome();
const policies = join(home, "policies");
cpSync(defaultPolicyFolder, policies, { recursive: true });
copyFileSync(here("reveal-to-finance.cedar"), join(policies, "reveal-to-finance.cedar"));

const sallyport = await openSallyport({ home, policies, directory: here("people.yaml") });
for await (const _ of sallyport.ingest("acme", here("documents")));

const planned: string[] = [];
const planPayment = tool(
  async ({ account }) => {
    planned.push(account);
    return `planned for ${account}`;
  },
  {
    name: "plan_payment",
    description: "Plans a payment to a supplier's account.",
    schema: z.object({ account: z.string() }),
  },
);
await sallyport.registerConnector({ name: "ledger", owner: "ada", trust: "trusted" });
await sallyport.registerTool(
  guardTool(planPayment, {
    connector: "ledger",
    impact: "write",
    reversible: true,
    audience: "tenant",
    steering: { destination: "/account" },
  }),
);
await sallyport.registerAgent({
  id: "assistant",
  tenant: "acme",
  owner: "ada",
  purpose: "Answers about suppliers.",
  tools: ["plan_payment"],
});

/** A scripted model: it looks the account up, plans a payment to what it read, and tells the user. */
function scriptedModel(seen: string[]) {
  const account = () => /\[\[IBAN_[a-z2-7]{20}\]\]/.exec(seen.join("\n"))?.[0] ?? "none";
  const call = (name: string, args: Record<string, string>) =>
    new AIMessage({ content: "", tool_calls: [{ id: name, name, args }] });
  return fakeModel()
    .respond(() => call("search_documents", { query: "Which account is Nordwind paid to?" }))
    .respond((messages) => {
      seen.push(...messages.map((message) => message.text));
      return call("plan_payment", { account: account() });
    })
    .respond((messages) => {
      seen.push(...messages.map((message) => message.text));
      return new AIMessage(`Nordwind is paid to ${account()}; ask accounts@nordwind.example.`);
    });
}

async function ask(user: string): Promise<{ shown: string; seen: string }> {
  const token = await sallyport.localIssuer!.issueToken("acme", user);
  const session = await sallyport.startSession({ token, agent: "assistant" });
  const seen: string[] = [];
  const agent = createAgent({
    model: scriptedModel(seen),
    tools: [searchTool({ session }), planPayment],
    middleware: [sallyportMiddleware({ session, approvals: "return" })],
  });
  const messages = [{ role: "user" as const, content: "Plan Nordwind's payment. Where does it go?" }];
  const stream = await agent.stream({ messages }, { streamMode: "messages" });
  let shown = "";
  for await (const [message] of showMessages(stream, session)) {
    if (message.type === "ai") shown += message.text;
  }
  console.log(`${user}: ${shown}`);
  return { shown, seen: seen.join("\n") };
}

const ben = await ask("ben");
assert.equal(ben.shown, "Nordwind is paid to [IBAN]; ask [EMAIL].");
const ada = await ask("ada");
assert.equal(ada.shown, `Nordwind is paid to ${iban}; ask [EMAIL].`);

// No model saw the account; the tool got it both times.
assert.doesNotMatch(ben.seen + ada.seen, /0532/);
assert.deepEqual(planned, [iban, iban]);

// Any other stream of text works as well, however it is cut.
const token = await sallyport.localIssuer!.issueToken("acme", "ben");
const session = await sallyport.startSession({ token, agent: "assistant" });
async function* letterByLetter(text: string) {
  for (const letter of text) yield letter;
}
let streamed = "";
for await (const piece of session.streamAnswer(letterByLetter("Ring +44 20 7946 0958 before noon.")))
  streamed += piece;
console.log(`ben: ${streamed}`);
assert.equal(streamed, "Ring [PHONE] before noon.");
await sallyport.close();
