import type * as z from "zod/v4";
import { digestCall } from "../approvals/index.ts";
import { canonicalJson, type Digest, type JsonValue } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { CallRequest, ConsentDemand } from "./call.ts";
import { type Leaf, leavesOf, resolvePointer } from "./json-pointer.ts";
import { type Amount, readAmount } from "./read-amount.ts";
import { refuse } from "./refusal.ts";
import { steeringLeaves } from "./steering.ts";
import type { RegisteredTool } from "./tool-registry.ts";

/** A call whose arguments are what the tool's schema says, frozen in one canonical text. */
export interface ParsedCall extends Amount {
  readonly registered: RegisteredTool;
  readonly callId: string;
  /** What runs, what people see and what is digested: this text and nothing else. */
  readonly argumentsText: string;
  readonly arguments: JsonValue;
  readonly argumentsDigest: Digest;
  /** Every value, and every link in a text that steers by its links. */
  readonly leaves: readonly Leaf[];
  /** The arguments that steer the effect, by role; by their pointer when the tool declares no roles. */
  readonly steering: ReadonlyMap<string, readonly Leaf[]>;
  /** Pointers of amounts and lists of records: what a person may make less of. */
  readonly narrowable: readonly string[];
  /** The records that the call touches, as they stand in the arguments. */
  readonly records: readonly string[];
  /** Whose consent the app and the data loss rules want in any case. */
  readonly demands: readonly ConsentDemand[];
}

const longestArguments = 256 * 1024;
const mostLeaves = 5_000;

/** A copy by way of text: no later change, getter or proxy of the caller's can reach what is judged and run. */
export function copyArguments(given: unknown): JsonValue {
  const written = JSON.parse(canonicalText(given)) as JsonValue;
  refuseUnsafe(written, "");
  return written;
}

/** Turns what the model wrote, as {@link copyArguments} has it, into typed arguments, or refuses. */
export function readCall(
  registered: RegisteredTool,
  written: JsonValue,
  { callId, ask }: Pick<CallRequest, "callId" | "ask">,
): ParsedCall {
  const { tool, digest } = registered;
  const argumentsText = canonicalText(parse(tool.schema, written));
  const parsed = JSON.parse(argumentsText) as JsonValue;
  refuseUnsafe(parsed, "");
  const values = leavesOf(parsed);
  if (values.length > mostLeaves)
    refuse("bad-arguments", `There are more than ${mostLeaves} argument values.`);
  const steering = steeringLeaves(registered, { written, parsed, values });
  return {
    registered,
    callId,
    argumentsText,
    arguments: parsed,
    argumentsDigest: digestCall({ tool: tool.name, descriptor: digest, arguments: parsed }),
    leaves: [...values, ...(steering.get("url") ?? [])],
    steering,
    ...readAmount(registered, parsed),
    narrowable: narrowableOf(registered, parsed),
    records: recordsOf(registered, parsed, argumentsText),
    demands: ask === undefined ? [] : [ask],
  };
}

function canonicalText(value: unknown): string {
  try {
    const text = canonicalJson(value);
    if (text.length <= longestArguments) return text;
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error;
    refuse("bad-arguments", `The arguments are not plain JSON. ${error.message}`);
  }
  return refuse("bad-arguments", `The arguments are longer than ${longestArguments} characters.`);
}

const pollutingKeys = new Set(["__proto__", "constructor", "prototype"]);

/** Keys that change objects instead of filling them, and whole numbers that no two systems read alike. */
function refuseUnsafe(value: JsonValue, pointer: string): void {
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value))
    refuse("bad-arguments", `${pointer} is a whole number beyond 2^53 - 1.`);
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (pollutingKeys.has(key)) refuse("bad-arguments", `A key under ${pointer || "/"} is not allowed.`);
    refuseUnsafe(child, `${pointer}/${key}`);
  }
}

function parse(schema: z.ZodObject, value: JsonValue): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues
    .slice(0, 5)
    .map((issue) => `/${issue.path.map(String).join("/")}: ${issue.message}`);
  return refuse("bad-arguments", `The arguments do not fit the tool. ${problems.join("; ")}`);
}

/** A call that writes and names no records touches one of its own. */
function recordsOf({ tool, descriptor }: RegisteredTool, parsed: JsonValue, text: string): readonly string[] {
  const pointers = descriptor.steering?.records;
  if (pointers === undefined) return tool.impact === "read" ? [] : [text];
  const found = pointers.flatMap((pointer) => resolvePointer(parsed, pointer));
  return [...new Set(found.map(({ value }) => (typeof value === "string" ? value : canonicalJson(value))))];
}

/** The amounts, and the lists that the records stand in. */
function narrowableOf({ descriptor }: RegisteredTool, parsed: JsonValue): readonly string[] {
  const { amount = [], records = [] } = descriptor.steering ?? {};
  const lists = records
    .filter((pointer) => pointer.includes("/*"))
    .map((each) => each.slice(0, each.lastIndexOf("/*")));
  const places = [...amount, ...lists].flatMap((pointer) => resolvePointer(parsed, pointer));
  return [...new Set(places.map(({ pointer }) => pointer))];
}
