import type { StructuredToolInterface } from "@langchain/core/tools";
import type { GuardedTool } from "../actions/index.ts";
import { guardTool, type ToolDeclaration } from "./guard-tool.ts";

export interface McpDeclarations {
  /** The server, as it is registered with `registerConnector`. */
  readonly connector: string;
  /**
   * By tool, what you know of it. What the server says of itself (`readOnlyHint`) is believed in nothing: a tool
   * that is not in here, or a part of one, is taken for the worst.
   */
  readonly tools?: Readonly<Record<string, Partial<Omit<ToolDeclaration, "connector">>>>;
}

/** The worst that a tool may be: every argument steers it, people are asked about every call. */
const worst = { impact: "high", reversible: false, audience: "external" } as const;

/**
 * Declares an MCP server's tools, as `@langchain/mcp-adapters` loads them, to the gate. Their names, descriptions
 * and schemas are pinned as the server gave them: one that it changes later is stopped until a person accepts the
 * difference (`sallyport tools`).
 *
 * @throws {SallyportError} `ERR_LANGCHAIN_TOOL_SCHEMA`.
 *
 * @example
 * const tools = await client.getTools();
 * for (const tool of guardMcpTools(tools, { connector: "files", tools: { read_file: { impact: "read" } } }))
 *   await sallyport.registerTool(tool);
 */
export function guardMcpTools(
  tools: readonly StructuredToolInterface[],
  { connector, tools: declared = {} }: McpDeclarations,
): readonly GuardedTool[] {
  return tools.map((tool) => {
    const known = Object.hasOwn(declared, tool.name) ? declared[tool.name] : {};
    return guardTool(tool, { ...worst, ...known, connector });
  });
}
