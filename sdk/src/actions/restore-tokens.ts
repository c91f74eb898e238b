import type { RestoredArguments } from "../redaction/index.ts";
import type { Session } from "../sessions/index.ts";
import type { CallRequest } from "./call.ts";
import type { GateContext } from "./context.ts";
import { resolvePointer } from "./json-pointer.ts";
import { copyArguments } from "./read-call.ts";
import type { RegisteredTool } from "./tool-registry.ts";

/**
 * The arguments with the values that redaction hid from the model, as far as policy lets this tool have them. All that
 * follows judges these: where a value came from, whom it reaches, what people approve.
 */
export async function restoreTokens(
  { redactor }: GateContext,
  { tokens, principal: reader }: Session,
  { tool, descriptor }: RegisteredTool,
  request: CallRequest,
): Promise<RestoredArguments> {
  const given = copyArguments(request.arguments);
  if (tokens === undefined) return { arguments: given, restored: {} };
  const pointers = Object.values(descriptor.steering ?? {}).flat();
  const steering = new Set(
    pointers.flatMap((pointer) => resolvePointer(given, pointer).map((leaf) => leaf.pointer)),
  );
  const { arguments: full, restored } = await redactor.restoreArguments(given, {
    tokens,
    reader,
    tool,
    steering,
  });
  return { arguments: copyArguments(full), restored };
}
