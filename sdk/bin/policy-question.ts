import {
  type Agent,
  type CallFacts,
  callFactsSchema,
  type Label,
  matchReaders,
  type PolicyRequest,
  type Principal,
  parseLabel,
  SallyportError,
  type ToolFacts,
} from "@sallyport/sdk";
import * as z from "zod/v4";
import type { CliErrorCode } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { findApproval } from "./find-approval.ts";
import { findDocument } from "./find-document.ts";
import { findPerson } from "./find-person.ts";
import { findTool } from "./find-tool.ts";

export const questionActions = ["retrieve", "call_tool", "approve"] as const;

/** A question to the policies, as somebody types it. */
export interface Question {
  /** A person or an agent. */
  readonly who: string;
  readonly action: (typeof questionActions)[number];
  /** A document, a tool or an approval request. */
  readonly what: string;
  /** The human behind the agent. */
  readonly for?: string;
  /** JSON: {@link CallFacts} that differ from those of an ordinary call. */
  readonly facts: string;
}

/**
 * The same question as the engine gets it, about the people, agents, tools and documents that there are.
 *
 * @throws {SallyportError} `ERR_CLI_*` naming what is not known.
 */
export async function askPolicies(context: CommandContext, question: Question): Promise<PolicyRequest> {
  const { action, what } = question;
  switch (action) {
    case "retrieve": {
      const actors = await findActors(context, question);
      const label = await findLabel(context, what, actors.principal.tenant);
      return { action, ...actors, label, matchedBy: matchReaders(label, actors.principal) };
    }
    case "call_tool": {
      const actors = await findActors(context, question);
      const { connector, impact, reversible, audience } = (await findTool(context.sallyport, what)).pinned;
      const tool = { name: what, connector, impact, reversible, audience } as ToolFacts;
      return { action, ...actors, tool, call: parseFacts(question.facts) };
    }
    case "approve": {
      const { id, tenant, requester, owners, requirement } = await findApproval(context.sallyport, what);
      const { groups, risk } = requirement;
      const actor = findPerson(context.people, question.who);
      return { action, actor, approval: { id, tenant, groups, requester, owners, risk } };
    }
  }
}

async function findActors(
  { sallyport, people }: CommandContext,
  question: Question,
): Promise<{ actor: Principal | Agent; principal: Principal }> {
  const agent = await sallyport.agents.find(question.who);
  if (agent === undefined) {
    const person = findPerson(people, question.who);
    return { actor: person, principal: person };
  }
  if (question.for === undefined)
    throw unclear(`${agent.id} is an agent, which acts for somebody.`, "Name the person with --for.");
  return { actor: agent, principal: findPerson(people, question.for) };
}

async function findLabel({ sallyport }: CommandContext, name: string, tenant: string): Promise<Label> {
  const { id } = await findDocument(sallyport, name, tenant);
  const row = await sallyport.storage
    .selectFrom("document")
    .innerJoin("label", "label.id", "document.label_id")
    .leftJoin("label_replacement", "label_replacement.label_id", "label.id")
    .leftJoin("label as newer", "newer.id", "label_replacement.replaced_by")
    .select(["label.label_json", "newer.label_json as newer_json"])
    .where("document.id", "=", id)
    .executeTakeFirst();
  if (row !== undefined) return parseLabel(JSON.parse(row.newer_json ?? row.label_json));
  throw unclear("The document has no label, so nobody may read it.", "sallyport tag gives it one.");
}

function parseFacts(text: string): CallFacts {
  try {
    return callFactsSchema.parse(JSON.parse(text)) as CallFacts;
  } catch (error) {
    const found = error instanceof z.ZodError ? z.prettifyError(error) : "It is not JSON.";
    throw unclear(
      `--facts cannot be read. ${found}`,
      `Accepted keys: ${Object.keys(callFactsSchema.shape).join(", ")}.`,
    );
  }
}

function unclear(message: string, hint: string): SallyportError {
  return new SallyportError<CliErrorCode>({ code: "ERR_CLI_QUESTION", message, hint });
}
