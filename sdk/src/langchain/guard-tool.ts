import type { StructuredToolInterface } from "@langchain/core/tools";
import type { ZodObject } from "zod/v4";
import type { GuardedTool, ToolContext } from "../actions/index.ts";
import { SallyportError } from "../errors.ts";

export type LangChainErrorCode = "ERR_LANGCHAIN_TOOL_SCHEMA";

/** What the gate has to know about a tool that LangChain does not say. */
export type ToolDeclaration = Omit<GuardedTool, "name" | "description" | "schema" | "execute">;

/**
 * Declares a LangChain tool to the gate. Give the same tool to `createAgent`, for the model to see; what runs
 * is what the gate decided on.
 *
 * @throws {SallyportError} `ERR_LANGCHAIN_TOOL_SCHEMA` when the tool has no Zod 4 object schema.
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
  return {
    ...declaration,
    name: tool.name,
    description: tool.description,
    schema: zodObjectOf(tool),
    // A tool's own config, not the agent's: its callbacks would trace arguments before they are redacted.
    execute: (args, { signal, idempotencyKey }: ToolContext) =>
      tool.invoke(args, { signal, configurable: { idempotencyKey } }),
  };
}

function zodObjectOf(tool: StructuredToolInterface): ZodObject {
  const { schema } = tool;
  if (typeof schema === "object" && schema !== null && "_zod" in schema && "shape" in schema) {
    return schema as unknown as ZodObject;
  }
  throw new SallyportError<LangChainErrorCode>({
    code: "ERR_LANGCHAIN_TOOL_SCHEMA",
    message: `The tool ${tool.name} has no Zod 4 object schema.`,
    hint: 'Write its schema with z.object({…}) of zod 4, or of "zod/v4".',
  });
}
