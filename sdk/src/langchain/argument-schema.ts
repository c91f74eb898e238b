import type { StructuredToolInterface } from "@langchain/core/tools";
import * as z from "zod/v4";
import type { JsonValue } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { LangChainErrorCode } from "./errors.ts";

export interface ArgumentSchema {
  readonly schema: z.ZodObject;
  /** What a server said, to the letter: it is pinned in place of what Zod makes of it. */
  readonly offeredSchema?: JsonValue;
  /** The tool, which takes what was judged as it is: no second transformation, nothing that could run for ever. */
  readonly runnable: StructuredToolInterface;
}

/** @throws {SallyportError} `ERR_LANGCHAIN_TOOL_SCHEMA`. */
export function argumentSchemaOf(tool: StructuredToolInterface): ArgumentSchema {
  const { name, schema } = tool;
  if (isZodObject(schema))
    return { schema: schema.refine(isNoToolCall, envelope), runnable: withSchema(tool, {}) };
  try {
    const offeredSchema = JSON.parse(JSON.stringify(schema)) as JsonValue;
    const linear = withoutPatterns(offeredSchema, 0);
    const read = z.fromJSONSchema(linear as z.core.JSONSchema.JSONSchema);
    if (isZodObject(read)) {
      const runnable = withSchema(tool, linear);
      return { schema: read.strict().refine(isNoToolCall, envelope), offeredSchema, runnable };
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

const envelope = 'Nothing of the type "tool_call" is run.';

/** LangChain takes such arguments for an envelope, and would run what is in it in place of what was judged. */
function isNoToolCall(args: object): boolean {
  return !("type" in args && args.type === "tool_call");
}

/** The same tool with a JSON Schema. Its own function stays bound to it, which private fields need. */
function withSchema(tool: StructuredToolInterface, schema: JsonValue): StructuredToolInterface {
  const { _call } = tool as unknown as { readonly _call: (...given: unknown[]) => unknown };
  return Object.create(tool, { schema: { value: schema }, _call: { value: _call.bind(tool) } });
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
