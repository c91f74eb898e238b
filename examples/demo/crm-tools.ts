import { type StructuredToolInterface, tool } from "@langchain/core/tools";
import type { Connector, GuardedTool } from "@sallyport/sdk";
import { guardTool, type ToolDeclaration } from "@sallyport/sdk/langchain";
import { z } from "zod";
import type { Crm } from "./crm.ts";

/** The agent's tools over one CRM, as LangChain knows them. */
export function crmTools(crm: Crm): readonly StructuredToolInterface[] {
  return [
    tool(async ({ account }) => crm.lookupAccount(account) ?? "There is no such account.", {
      name: "lookup_account",
      description: "Looks up an account in the CRM by its id or name.",
      schema: z.object({ account: z.string() }),
    }),
    tool(async ({ accountId, email }) => crm.updateContact(accountId, email).id, {
      name: "update_contact",
      description: "Changes the contact address of an account.",
      schema: z.object({ accountId: z.string(), email: z.string() }),
    }),
    tool(
      async (order, config) => {
        const key = config?.configurable?.idempotencyKey;
        const { id } = crm.issueRefund({
          ...order,
          idempotencyKey: typeof key === "string" ? key : crypto.randomUUID(),
        });
        return `Refund ${id} is on its way.`;
      },
      {
        name: "issue_refund",
        description: "Pays money to a bank account. It cannot be taken back.",
        schema: z.object({
          accountId: z.string(),
          amountMinor: z.int().positive().describe("In pence."),
          currency: z.string(),
          destinationIban: z.string(),
          reason: z.string(),
        }),
      },
    ),
  ];
}

/** The systems behind the tools: what the CRM returns is the company's own record. */
export const connectors: readonly Connector[] = [
  { name: "crm", owner: "owen", trust: "trusted" },
  { name: "billing", owner: "tomas", trust: "trusted" },
];

/** What the gate has to know about each of them. */
const declarations: Readonly<Record<string, ToolDeclaration>> = {
  lookup_account: {
    connector: "crm",
    impact: "read",
    reversible: true,
    audience: "principal",
    result: {
      classification: "internal",
      readers: { roles: ["support", "finance", "manager"] },
    },
  },
  update_contact: {
    connector: "crm",
    impact: "write",
    reversible: true,
    audience: "tenant",
    steering: { records: "/accountId", destination: "/email" },
  },
  issue_refund: {
    connector: "billing",
    impact: "high",
    reversible: false,
    audience: "external",
    steering: { records: "/accountId", amount: "/amountMinor", destination: "/destinationIban" },
  },
};

/** The same tools as the gate knows them. */
export function guardedCrmTools(tools: readonly StructuredToolInterface[]): readonly GuardedTool[] {
  return tools.map((each) => guardTool(each, declarations[each.name] as ToolDeclaration));
}
