/** Two people ask the same question and get their own documents. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { openSallyport } from "@sallyport/sdk";
import { temporaryHome } from "../temporary-home.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const sallyport = await openSallyport({ home: temporaryHome(), directory: here("people.yaml") });
for await (const event of sallyport.ingest("acme", here("documents"))) {
  if (event.type === "labelled") console.log(`${event.source} → ${event.name}`);
}
await sallyport.registerAgent({
  id: "assistant",
  tenant: "acme",
  owner: "ada",
  purpose: "Answers questions about refunds.",
  tools: [],
});

async function ask(user: string): Promise<readonly string[]> {
  const token = await sallyport.localIssuer!.issueToken("acme", user);
  const session = await sallyport.startSession({ token, agent: "assistant" });
  const { hits } = await session.search("Who signs a large refund?");
  return hits.map((hit) => hit.source);
}

const ada = await ask("ada");
const ben = await ask("ben");
console.log(`ada reads ${ada.join(", ")}\nben reads ${ben.join(", ")}`);

assert.deepEqual([...ada].sort(), ["finance-refund-limits.md", "refunds.md"]);
assert.deepEqual(ben, ["refunds.md"]);
await sallyport.close();
