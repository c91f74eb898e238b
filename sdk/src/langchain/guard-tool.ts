import type { StructuredToolInterface } from "@langchain/core/tools";
import type { GuardedTool, ToolContext } from "../actions/index.ts";
import { argumentSchemaOf } from "./argument-schema.ts";
import { noCallbacks, runUntraced } from "./run-untraced.ts";

/** What the gate has to know about a tool that LangChain does not say. */
export type ToolDeclaration = Omit<
  GuardedTool,
  "name" | "description" | "schema" | "offeredSchema" | "execute"
>;

/**
 * Declares a LangChain tool to the gate. Give the same tool to `createAgent`, for the model to see; what runs
 * is what the gate decided on, outside the graph: without its state, store and callbacks.
 *
 * @throws {SallyportError} `ERR_LANGCHAIN_TOOL_SCHEMA` when its arguments have no schema that can be read.
 *
 * @example
 * await sallyport.registerTool(
 *   guardTool(issueRefund, {
 *     connector: "crm", impact: "high", reversible: false, audience: "external",
 *     steering: { amount: "/amountMinor", destination: "/iban", records: "/accountId" },
 *   }),
 * );
 */
export function guardTool(tool: StructuredToolInterface, declaration: ToolDeclaration): GuardedTool {
  const { runnable, ...schemas } = argumentSchemaOf(tool);
  return {
    ...declaration,
    name: tool.name,
    description: tool.description,
    ...schemas,
    // Untraced: callbacks, which it would else inherit from the agent, would see the result before it is redacted.
    execute: (args, { signal, idempotencyKey }: ToolContext) =>
      runUntraced(() =>
        runnable.invoke(args, { signal, callbacks: [...noCallbacks], configurable: { idempotencyKey } }),
      ),
  };
}
