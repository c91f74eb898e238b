import { type ApprovalRequest, type ApprovalState, type Grant, isNarrower } from "../approvals/index.ts";
import { canonicalJson } from "../crypto/index.ts";
import { type Chain, digestToolArguments, mintToolCredential } from "../identity/index.ts";
import type { Receipt } from "../receipts/index.ts";
import type { Session } from "../sessions/index.ts";
import { type Assessment, assess, isCurrent } from "./assess.ts";
import type { Attempt } from "./attempt.ts";
import type { CallRequest } from "./call.ts";
import type { GateContext } from "./context.ts";
import { inspectLoss } from "./inspect-loss.ts";
import { type Leaf, leavesOf } from "./json-pointer.ts";
import {
  awaitDecision,
  consumeApproval,
  mayRunAgain,
  type Need,
  refuseUnapproved,
  requestApproval,
} from "./obtain-approval.ts";
import { copyArguments, type ParsedCall, readCall } from "./read-call.ts";
import { record } from "./record.ts";
import { refuse } from "./refusal.ts";
import { restoreTokens } from "./restore-tokens.ts";
import type { RegisteredTool } from "./tool-registry.ts";

/** A call that may run now, under these findings and, where people were asked, with their consent. */
export interface Admitted {
  readonly type: "admitted";
  readonly call: ParsedCall;
  readonly grant?: Grant;
  /** For this tool and these arguments alone. */
  readonly credential?: string;
  /** People approved less than was asked for. */
  readonly isNarrowed: boolean;
  /** As of which nothing that this rests on was revoked. */
  readonly revocationEpoch: number;
}

export interface Pending {
  readonly type: "pending";
  readonly approval: ApprovalRequest;
  readonly receipt: Receipt;
}

/** Every rule in order; each refuses with its own code. */
export async function admit(context: GateContext, attempt: Attempt): Promise<Admitted | Pending> {
  const { session, request, receipts } = attempt;
  const registered = await findTool(context, request.tool);
  const { arguments: given, restored } = await restoreTokens(context, session, registered, request);
  const read = readCall(registered, given, request);
  receipts.attempted(read, restored);
  refuseSecrets(context, session, read);
  const call = inspectLoss(context, read);
  const first = await assess(context, session, call);
  const decided = await record(receipts.decided(first)).catch(releasing(first));
  const { approval: requirement } = first.judgement;
  if (requirement === undefined) {
    const { chain, revocationEpoch } = await refresh(context, attempt, call, first);
    const credential = await mintCredential(context, call, chain);
    return { type: "admitted", call, isNarrowed: false, revocationEpoch, ...credential };
  }

  // People take their time: all is judged anew when they have decided. The records stay counted.
  await first.usage.releaseAsked();
  const asked = await requestApproval(context, session, call, {
    assessment: first,
    requirement,
    cause: decided.id,
  });
  const answer = await awaitConsent(context, attempt, call, asked);
  if (answer.state === "pending") return { type: "pending", approval: answer.approval, receipt: decided };
  if (answer.state === "denied") await context.usage.countRefusal(first.chain, call);
  if (!mayRunAgain(call, answer.state)) refuseUnapproved(answer.state);
  await findTool(context, request.tool);
  const second = await assess(context, session, answer.call, call);
  // What the policies ask of people now; where that is nothing any more, what they asked for at first.
  const need = { assessment: second, requirement: second.judgement.approval ?? requirement };
  const admitted = await spend(context, request, answer, need).catch(releasing(second));
  return { ...admitted, isNarrowed: answer.call !== call };
}

/** The last steps, for which what was judged stays counted; the very last one uses the approval up. */
async function spend(
  context: GateContext,
  request: CallRequest,
  { call, approval }: Answer,
  need: Need,
): Promise<Omit<Admitted, "isNarrowed">> {
  refuseAborted(request);
  const { chain, revocationEpoch } = need.assessment;
  const credential = await mintCredential(context, call, chain);
  const grant = await consumeApproval(context, call, approval, need);
  return { type: "admitted", call, grant, revocationEpoch, ...credential };
}

async function findTool(context: GateContext, name: string): Promise<RegisteredTool> {
  const registered = await context.registry.find(name);
  if (registered === undefined) refuse("unknown-tool", "No tool of that name is registered at the gate.");
  if (registered.trust === undefined)
    refuse("unknown-connector", "The system that this tool reaches is not registered.");
  if (registered.state === "changed") refuse("tool-changed", "The tool has changed since it was accepted.");
  return registered;
}

/** Secrets have no place in arguments, but for those that the human typed for the purpose. */
function refuseSecrets(context: GateContext, session: Session, call: ParsedCall): void {
  const redacted = context.redactor.redactJson(call.arguments, { sink: "tool-arguments" });
  if (canonicalJson(redacted) === call.argumentsText) return;
  const shown = new Map(leavesOf(redacted).map(({ pointer, value }) => [pointer, value]));
  const hidden = leavesOf(call.arguments).filter(({ pointer, value }) => shown.get(pointer) !== value);
  if (hidden.length === 0 || !hidden.every((leaf) => isOwnWord(session, leaf)))
    refuse("secret-in-arguments", "The arguments contain a secret.");
}

function isOwnWord(session: Session, { value }: Leaf): boolean {
  return session.sources.some(
    ({ type, text }) => type === "human" && typeof value === "string" && text.includes(value),
  );
}

/** The moment of execution: the assessment as it is if nothing has moved meanwhile, else a new one. */
async function refresh(
  context: GateContext,
  { session, request }: Attempt,
  call: ParsedCall,
  first: Assessment,
): Promise<Assessment> {
  try {
    refuseAborted(request);
    if (await isCurrent(context, call, first)) return first;
  } catch (error) {
    return releasing(first)(error);
  }
  await first.usage.release();
  await findTool(context, call.registered.tool.name);
  const second = await assess(context, session, call);
  if (second.judgement.approval === undefined) return second;
  await second.usage.release();
  return refuse("approval-void", "The rules changed while this call was judged.");
}

interface Answer {
  /** What people were asked about last: the call as it was made, or less of it. */
  readonly call: ParsedCall;
  readonly approval: ApprovalRequest;
  readonly state: ApprovalState;
}

/** Waits for people, and goes along when they put less in place of what was asked; with nothing else. */
async function awaitConsent(
  context: GateContext,
  attempt: Attempt,
  call: ParsedCall,
  approval: ApprovalRequest,
): Promise<Answer> {
  const { request, receipts } = attempt;
  receipts.asked(call, approval);
  const state = await awaitDecision(context, request, approval);
  if (state !== "superseded") return { call, approval, state };
  const next = await context.approvals.successor(approval.id);
  if (next === undefined || !isNarrower(call.arguments, next.arguments, call.narrowable))
    return { call, approval, state };
  const narrowed = inspectLoss(context, readCall(call.registered, copyArguments(next.arguments), request));
  if (narrowed.argumentsDigest !== next.argumentsDigest) return { call, approval, state };
  return awaitConsent(context, attempt, narrowed, next);
}

async function mintCredential({ credentialKey: key, clock }: GateContext, call: ParsedCall, chain: Chain) {
  if (key === undefined) return {};
  const { name: tool } = call.registered.tool;
  const argumentsDigest = digestToolArguments(tool, call.arguments);
  return { credential: await mintToolCredential({ chain, tool, argumentsDigest, key, clock }) };
}

function refuseAborted(request: CallRequest): void {
  if (request.signal?.aborted) refuse("aborted", "The run was stopped.");
}

/** For a call that was counted and does not run after all. */
function releasing(assessment: Assessment) {
  return async (error: unknown): Promise<never> => {
    await assessment.usage.release();
    throw error;
  };
}
