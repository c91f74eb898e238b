import { randomUUID } from "node:crypto";
import type { Sallyport } from "@sallyport/sdk";
import { z } from "zod/v4";
import { ConfigError } from "./config.ts";

/**
 * Lets an agent ask for something harmless in a person's name, and says what people decided: how somebody who sets up
 * Slack sees that all of it works. It asks for a security reviewer, as every high-impact tool without an amount does.
 *
 * @throws {ConfigError} when the directory does not know the person.
 */
export async function tryApproval(sallyport: Sallyport, [tenant, person]: readonly string[]): Promise<void> {
  if (tenant === undefined || person === undefined)
    throw new ConfigError("Say in whose name: npm run bot -- try TENANT PERSON");
  if ((await sallyport.directory.find(tenant, person)) === undefined)
    throw new ConfigError(`The directory knows no ${person} in ${tenant}.`);
  const connector = { name: "sallyport-try", owner: "sallyport", trust: "trusted" } as const;
  await sallyport.registerConnector(connector);
  await sallyport.registerTool({
    name: "say_hello",
    description: "Says hello on the terminal. It changes nothing.",
    connector: connector.name,
    schema: z.object({ to: z.string() }),
    impact: "high",
    reversible: true,
    audience: "principal",
    steering: {},
    execute: async ({ to }) => `Hello, ${String(to)}!`,
  });
  const agent = `try-${tenant}`;
  const purpose = "Shows that approvals work.";
  await sallyport.registerAgent({ id: agent, tenant, owner: "sallyport", purpose, tools: ["say_hello"] });

  const token = (await sallyport.localIssuer?.issueToken(tenant, person)) ?? "";
  const session = await sallyport.startSession({ token, agent });
  session.hear("Please say hello to Slack.");
  const call = { tool: "say_hello", arguments: { to: "Slack" }, callId: randomUUID() };
  const asked = await session.call({ ...call, approvals: "return" });
  if (asked.type !== "pending") return void console.log(`Nobody was asked: ${describe(asked)}`);
  console.log(`Asked for ${asked.approval.id}. The bot posts its card; this waits until somebody decides.`);
  console.log(describe(await session.call({ ...call, approvals: "wait" })));
}

type Result = Awaited<ReturnType<Awaited<ReturnType<Sallyport["startSession"]>>["call"]>>;

function describe(result: Result): string {
  if (result.type === "executed") return `Approved, and done: ${JSON.stringify(result.result)}`;
  return result.type === "refused" ? `Not done: ${result.message}` : `The call is ${result.type}.`;
}
