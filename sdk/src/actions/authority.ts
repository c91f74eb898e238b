import { SallyportError } from "../errors.ts";
import type { Chain } from "../identity/index.ts";
import type { Session } from "../sessions/index.ts";
import type { GateContext } from "./context.ts";
import type { ParsedCall } from "./read-call.ts";
import { refuse } from "./refusal.ts";

/** The verified chain as of now, when it covers this call: not expired, not revoked, wide enough. */
export async function authorize(
  context: GateContext,
  session: Pick<Session, "authorize">,
  call: ParsedCall,
): Promise<Chain> {
  const { tool } = call.registered;
  const chain = await session.authorize(call.argumentsDigest).catch(refuseIdentity);
  const revoked = await context.revocations.find([
    { kind: "tool", subject: tool.name },
    { kind: "connector", subject: tool.connector },
  ]);
  if (revoked !== undefined) refuse("revoked", `This ${revoked.kind} is revoked (${revoked.id}).`);

  const { actions, tools, records } = chain.scopes;
  if (!actions.includes("call_tool"))
    refuse("out-of-scope", "This agent was not given the right to call tools.");
  if (!covers(tools, tool.name))
    refuse("out-of-scope", "This tool is not among those delegated to this agent.");
  if (!call.records.every((record) => covers(records, record)))
    refuse("out-of-scope", "Some of the records are not among those delegated to this agent.");
  return chain;
}

function covers(scope: readonly string[], name: string): boolean {
  return scope.includes("*") || scope.includes(name);
}

function refuseIdentity(error: unknown): never {
  if (SallyportError.isInstance(error)) {
    if (error.code === "ERR_IDENTITY_REVOKED") refuse("revoked", error.message);
    if (error.code.startsWith("ERR_IDENTITY_")) refuse("not-authorized", error.message);
  }
  throw error;
}
