import * as z from "zod/v4";
import { type Digest, digestOf, type JsonValue } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { ActionErrorCode } from "./errors.ts";
import { type GuardedTool, type SteeringRole, steeringRoles } from "./guarded-tool.ts";
import { keysOf } from "./json-pointer.ts";

/** What a tool says about itself, as JSON: what people accept, and what its digest pins. */
export interface ToolDescriptor {
  readonly name: string;
  readonly description: string;
  readonly connector: string;
  readonly impact: string;
  readonly reversible: boolean;
  readonly audience: string;
  /** Null: every argument of a tool that writes steers it. */
  readonly steering: Steering | null;
  readonly result: JsonValue;
  readonly timeoutMs: number;
  /** Absent where it is not: what was pinned before tools could say so stays pinned. */
  readonly isIdempotent?: true;
  /** JSON Schema of the arguments. */
  readonly schema: JsonValue;
}

/** The pointers of each role that is declared. */
export type Steering = Readonly<Partial<Record<SteeringRole, readonly string[]>>>;

export const defaultTimeoutMs = 30_000;

/** As MCP names tools: nothing that looks like another name to a person, or like more than a name to a shell. */
const toolName = /^\w[\w./:-]{0,127}$/;

/** @throws {SallyportError} `ERR_ACTIONS_TOOL_NAME`, `ERR_ACTIONS_TOOL_SCHEMA`, `ERR_ACTIONS_TOOL_STEERING`. */
export function describeTool(tool: GuardedTool): ToolDescriptor {
  if (!toolName.test(tool.name)) throw badName();
  const schema = tool.offeredSchema ?? describeSchema(tool);
  const steering = tool.steering === undefined ? null : describeSteering(tool.steering);
  for (const pointer of Object.values(steering ?? {}).flat()) {
    if (!pointer.startsWith("/") || schemasAt(schema, keysOf(pointer), schema).length === 0)
      throw badSteering(tool.name, pointer);
  }
  return {
    name: tool.name,
    description: tool.description,
    connector: tool.connector,
    impact: tool.impact,
    reversible: tool.reversible,
    audience: tool.audience,
    steering,
    result: JSON.parse(JSON.stringify(tool.result ?? {})),
    timeoutMs: tool.timeoutMs ?? defaultTimeoutMs,
    ...(tool.isIdempotent === true ? { isIdempotent: true } : {}),
    schema,
  };
}

export function digestDescriptor(descriptor: ToolDescriptor): Digest {
  return digestOf("sallyport/tool-descriptor/v1", descriptor);
}

function describeSteering(steering: NonNullable<GuardedTool["steering"]>): Steering {
  return Object.fromEntries(
    steeringRoles.flatMap((role) => {
      const pointers = steering[role];
      return pointers === undefined
        ? []
        : [[role, typeof pointers === "string" ? [pointers] : [...pointers]]];
    }),
  );
}

function describeSchema(tool: GuardedTool): JsonValue {
  try {
    return JSON.parse(JSON.stringify(z.toJSONSchema(tool.schema, { io: "input" })));
  } catch (cause) {
    throw new SallyportError<ActionErrorCode>({
      code: "ERR_ACTIONS_TOOL_SCHEMA",
      message: `The schema of the tool ${tool.name} has no JSON Schema form.`,
      hint: "Use types that JSON has: strings, numbers, booleans, lists, objects.",
      cause,
    });
  }
}

/**
 * The schemas of what a pointer leads to, one for each way in which the value may look. None: a misspelt
 * pointer, which would switch its rule off in silence.
 */
function schemasAt(
  schema: JsonValue,
  keys: readonly string[],
  root: JsonValue,
  passed = new Map<JsonValue, Set<number>>(),
): readonly JsonValue[] {
  if (!isObject(schema)) return [];
  // A server's references may go round in circles.
  const been = passed.get(schema) ?? new Set();
  if (been.has(keys.length)) return [];
  passed.set(schema, been.add(keys.length));
  const { $ref, properties, additionalProperties, items, prefixItems } = schema;
  const branches = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  if (typeof $ref === "string") branches.push(resolveReference($ref, root));
  const among = branches.flatMap((branch) => schemasAt(branch, keys, root, passed));
  const [key, ...rest] = keys;
  if (key === undefined) return [schema, ...among];
  const below =
    key === "*"
      ? [items, additionalProperties, ...(Array.isArray(prefixItems) ? prefixItems : [])]
      : [isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : undefined];
  return [
    ...below.flatMap((child) => (child === undefined ? [] : schemasAt(child, rest, root, passed))),
    ...among,
  ];
}

/** Whether the argument may have decimals, as the tool's schema says: `z.int()` has none. */
export function hasDecimals({ schema }: ToolDescriptor, pointer: string): boolean {
  return schemasAt(schema, keysOf(pointer), schema).some((each) => isObject(each) && each.type === "number");
}

/** `#/$defs/name`, as zod writes shared parts. */
function resolveReference(reference: string, root: JsonValue): JsonValue {
  return keysOf(reference).reduce<JsonValue>(
    (value, key) => (isObject(value) && Object.hasOwn(value, key) ? (value[key] ?? null) : null),
    root,
  );
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function badName(): SallyportError<ActionErrorCode> {
  return new SallyportError({
    code: "ERR_ACTIONS_TOOL_NAME",
    message: "The name of a tool is not one that can be registered.",
    hint: "Use up to 128 of the letters A to Z, digits and _ . / : -, and begin with a letter, digit or _.",
  });
}

function badSteering(tool: string, pointer: string): SallyportError<ActionErrorCode> {
  return new SallyportError({
    code: "ERR_ACTIONS_TOOL_STEERING",
    message: `The steering pointer ${pointer} of the tool ${tool} leads to no argument.`,
    hint: 'Write JSON pointers such as "/amount" or "/orders/*/id".',
  });
}
