import { type ListedTool, listTools, type Sallyport, SallyportError } from "@sallyport/sdk";
import type { CliErrorCode } from "./cli-error.ts";

/** @throws {SallyportError} `ERR_CLI_TOOL`. */
export async function findTool({ storage }: Sallyport, name: string): Promise<ListedTool> {
  const tool = (await listTools(storage)).find((each) => each.name === name);
  if (tool !== undefined) return tool;
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_TOOL",
    message: `No tool is called ${name}.`,
    hint: "sallyport tools list shows those that have registered.",
  });
}
