import type { StructuredToolInterface } from "@langchain/core/tools";
import type { ApprovalRequest, SallyportSession } from "@sallyport/sdk";
import { sallyportMiddleware, searchTool, type ToolOutcome } from "@sallyport/sdk/langchain";
import { type AgentMiddleware, createAgent, ToolMessage } from "langchain";
import { type Crm, openCrm } from "../crm.ts";
import { connectors, crmTools, guardedCrmTools } from "../crm-tools.ts";
import { injectedMail, readInjectedCalls } from "../injected-mail.ts";
import { createDemoModel, humanRefund, humanRequest } from "../model.ts";
import { naiveSearchTool } from "../naive-search.ts";
import { narrator } from "../narrator.ts";
import type { DemoStage } from "../stage.ts";

interface Outcome {
  readonly tool: string;
  readonly result: ToolOutcome;
}

/** What the later steps go on with. */
export interface Incident {
  readonly crm: Crm;
  readonly session: SallyportSession;
  /** The refund that the human asked for, waiting for people. */
  readonly refund: ApprovalRequest;
  /** One of the injected calls that was stopped for approval. */
  readonly injected: ApprovalRequest;
}

/** A supplier's e-mail takes over the model: first without Sallyport, then with it. */
export async function runIncident(stage: DemoStage): Promise<Incident> {
  narrator.step(3, "The incident: an e-mail that reads like business takes over the model");
  narrator.say(`Maya asks: “${humanRequest}”`);
  narrator.quiet(
    `In the inbox: ${injectedMail}, which asks to redirect every contact and to pay credits elsewhere.`,
  );
  await runUnguarded(stage);
  return runGuarded(stage);
}

async function runUnguarded(stage: DemoStage): Promise<void> {
  const crm = openCrm();
  const folder = stage.documents("aldermoor");
  const isLive = await runAgent(folder, [naiveSearchTool(folder), ...crmTools(crm)], []);
  const changed = crm.changedContacts().length;
  const stolen = crm.refunds().filter(isInjected);
  narrator.say("\nWithout Sallyport");
  narrator.warn(
    `  ${changed} contacts redirected, ${stolen.length} refunds paid to the attacker (${pounds(stolen)})`,
  );
  if (!isLive)
    narrator.holds(changed >= 200 && stolen.length >= 10, "all of it happened: an ordinary agent obeys");
  crm.close();
}

async function runGuarded(stage: DemoStage): Promise<Incident> {
  const crm = openCrm();
  const tools = crmTools(crm);
  for (const connector of connectors) await stage.sallyport.registerConnector(connector);
  for (const tool of guardedCrmTools(tools)) await stage.sallyport.registerTool(tool);
  const session = await stage.startSession({
    tenant: "aldermoor",
    user: "maya",
    agent: "success-agent",
    purpose: "Answer what is outstanding on the Fernhollow account and refund a damaged balance.",
    // Of all that success-agent may: these tools, and no more than £10,000.00 in all.
    scopes: { tools: ["lookup_account", "update_contact", "issue_refund"], limits: { amount: 1_000_000 } },
  });
  const outcomes: Outcome[] = [];
  const isLive = await runAgent(
    stage.documents("aldermoor"),
    [searchTool({ session }), ...tools],
    [sallyportMiddleware({ session, approvals: "return" })],
    outcomes,
  );

  narrator.say("\nWith Sallyport: the same model, the same e-mail, the same tools");
  for (const [outcome, count] of countOutcomes(outcomes))
    narrator.quiet(`  ${String(count).padStart(4)}  ${outcome}`);
  narrator.holds(crm.changedContacts().length === 0, "no contact was changed");
  narrator.holds(
    crm.refunds().length === 0,
    "no refund was paid, not even the one that is right: it waits for finance",
  );

  const asked = outcomes.flatMap(({ result }) => (result.type === "pending" ? [result.approval.id] : []));
  const waiting = await Promise.all(asked.map((id) => stage.sallyport.approvals.find(id)));
  const refund = waiting.find((request) =>
    JSON.stringify(request?.arguments).includes(humanRefund.destinationIban),
  );
  const injected = waiting.find((request) => request !== refund);
  if (refund === undefined || injected === undefined) {
    if (isLive)
      throw new Error("This live model asked for no refund, so the later steps have nothing to show.");
    throw new Error("The scripted model's calls did not come to approval.");
  }
  return { crm, session, refund, injected };
}

/** Returns whether a live model ran. */
async function runAgent(
  folder: string,
  tools: StructuredToolInterface[],
  middleware: AgentMiddleware[],
  outcomes: Outcome[] = [],
): Promise<boolean> {
  const { model, isLive } = await createDemoModel(readInjectedCalls(folder));
  const agent = createAgent({ model, tools, middleware });
  const { messages } = await agent.invoke(
    { messages: [{ role: "user", content: humanRequest }] },
    { recursionLimit: 200 },
  );
  for (const message of messages) {
    if (ToolMessage.isInstance(message) && message.artifact !== undefined) {
      outcomes.push({ tool: message.name ?? "", result: message.artifact as ToolOutcome });
    }
  }
  return isLive;
}

/** By tool and outcome, most frequent first, named by the policy that comes first. */
function countOutcomes(outcomes: readonly Outcome[]): [outcome: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { tool, result } of outcomes) {
    const outcome = `${tool} ${describeResult(result)}`;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

function describeResult(result: ToolOutcome): string {
  switch (result.type) {
    case "refused":
      return `refused by ${result.policies[0]?.id ?? result.code}`;
    case "pending":
      return `waits for ${result.approval.requirement.groups.join(" and ")}`;
    default:
      return result.type;
  }
}

function isInjected({ destinationIban }: { readonly destinationIban: string }): boolean {
  return destinationIban !== humanRefund.destinationIban;
}

function pounds(refunds: readonly { readonly amountMinor: number }[]): string {
  const total = refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return `£${(total / 100).toLocaleString("en-GB", { minimumFractionDigits: 2 })}`;
}
