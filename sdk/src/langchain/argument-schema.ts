import type { StructuredToolInterface } from "@langchain/core/tools";
import * as z from "zod/v4";
import type { JsonValue } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";

export type LangChainErrorCode =
  /** The tool has neither a Zod 4 object schema nor a JSON Schema that can be read. */
  "ERR_LANGCHAIN_TOOL_SCHEMA";

export interface ArgumentSchema {
  readonly schema: z.ZodObject;
  /** What a server said, to the letter: it is pinned in place of what Zod makes of it. */
  readonly offeredSchema?: JsonValue;
  /** The tool, checking what it is given by nothing that could run for ever. */
  readonly runnable: StructuredToolInterface;
}

/** @throws {SallyportError} `ERR_LANGCHAIN_TOOL_SCHEMA`. */
export function argumentSchemaOf(tool: StructuredToolInterface): ArgumentSchema {
  const { name, schema } = tool;
  if (isZodObject(schema)) return { schema, runnable: tool };
  try {
    const offeredSchema = JSON.parse(JSON.stringify(schema)) as JsonValue;
    const linear = withoutPatterns(offeredSchema, 0);
    const read = z.fromJSONSchema(linear as z.core.JSONSchema.JSONSchema);
    if (isZodObject(read)) {
      const runnable = Object.create(tool, { schema: { value: linear } });
      return { schema: read.strict(), offeredSchema, runnable };
    }
    throw new TypeError("not an object");
  } catch (cause) {
    throw new SallyportError<LangChainErrorCode>({
      code: "ERR_LANGCHAIN_TOOL_SCHEMA",
      message: `The arguments of the tool ${name} have no schema that can be read.`,
      hint: 'Write it with z.object({…}) of "zod/v4". The JSON Schema of a server needs zod 4.2 or later.',
      cause,
    });
  }
}

function isZodObject(schema: unknown): schema is z.ZodObject {
  return typeof schema === "object" && schema !== null && "_zod" in schema && "shape" in schema;
}

const deepest = 32;
const ofServer = new Set(["pattern", "patternProperties", "format", "contentEncoding"]);

/** A server's regular expressions run for as long as it likes; it checks them itself as well. */
function withoutPatterns(schema: JsonValue, depth: number): JsonValue {
  if (depth > deepest) throw new RangeError("nested too deeply");
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map((each) => withoutPatterns(each, depth + 1));
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, child]) => {
      const isKeyword = !isSchema(child) || key === "patternProperties";
      return ofServer.has(key) && isKeyword ? [] : [[key, withoutPatterns(child, depth + 1)]];
    }),
  );
}

/** An argument may be called "pattern": then it has a schema of its own. */
function isSchema(value: JsonValue): boolean {
  return typeof value === "object" && value !== null;
}
