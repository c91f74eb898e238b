import * as z from "zod/v4";
import type { GuardedTool } from "../../../sdk/src/actions/index.ts";

/** A reading tool without arguments. */
export function plainTool(name: string): GuardedTool {
  return {
    name,
    description: "For tests.",
    connector: "test",
    schema: z.object({}),
    impact: "read",
    reversible: true,
    audience: "principal",
    execute: async () => null,
  };
}
