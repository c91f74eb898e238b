/** Tools that run elsewhere: their servers verify a credential for this tool, these arguments, once. */
import assert from "node:assert/strict";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { openSallyport } from "@sallyport/sdk";
import { z } from "zod";
import { temporaryHome } from "../temporary-home.ts";
import { createRefundApp } from "./refund-app.ts";
import { createRefundServer } from "./refund-server.ts";

const sallyport = await openSallyport({
  home: temporaryHome(),
  directory: fileURLToPath(new URL("people.yaml", import.meta.url)),
});
const paid: unknown[] = [];
const publicKeys = [sallyport.credentialKey];
const servers: Record<string, Server> = {
  "node:http": createRefundServer(publicKeys, (args) => paid.push(args)).listen(0, "127.0.0.1"),
  express: createRefundApp(publicKeys, (args) => paid.push(args)).listen(0, "127.0.0.1"),
};

async function post(server: Server, credential: string, args: unknown): Promise<Response> {
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}/`, {
    method: "POST",
    headers: { authorization: `Bearer ${credential}`, "content-type": "application/json" },
    body: JSON.stringify(args),
  });
}

let target: Server;
let seen = "";
await sallyport.registerConnector({ name: "billing", owner: "eve", trust: "trusted" });
await sallyport.registerTool({
  name: "issue_refund",
  description: "Pays money back to a customer.",
  connector: "billing",
  schema: z.object({ account: z.string(), amount: z.int() }),
  impact: "write",
  reversible: true,
  audience: "tenant",
  steering: { amount: "/amount", records: "/account" },
  execute: async (args, { credential = "" }) => {
    seen = credential;
    const response = await post(target, credential, args);
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  },
});
await sallyport.registerAgent({
  id: "assistant",
  tenant: "acme",
  owner: "eve",
  purpose: "Refunds.",
  tools: ["*"],
});
const token = await sallyport.localIssuer!.issueToken("acme", "ben");
const session = await sallyport.startSession({ token, agent: "assistant" });
session.hear("Refund 45.00 to AC-7.");

for (const [name, server] of Object.entries(servers)) {
  if (!server.listening) await once(server, "listening");
  target = server;
  const args = { account: "AC-7", amount: 4500 };
  const result = await session.call({
    tool: "issue_refund",
    arguments: args,
    callId: name,
    approvals: "return",
  });
  assert.equal(result.type, "executed");

  const replayed = await post(server, seen, args);
  const altered = await post(server, seen, { ...args, amount: 450_000 });
  console.log(`${name}: paid; replayed ${await replayed.text()}; altered ${await altered.text()}`);
  assert.deepEqual([replayed.status, altered.status], [403, 403]);
  server.close();
}
assert.equal(paid.length, 2);
await sallyport.close();
