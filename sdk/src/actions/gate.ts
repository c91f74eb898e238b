import type { Approvals, Grant, Outcome } from "../approvals/index.ts";
import { type Clock, systemClock } from "../clock.ts";
import { canonicalJson, type Digest, digestOf, type SigningKey } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import { type Chain, digestToolArguments, mintToolCredential, type Revocations } from "../identity/index.ts";
import type { PolicyEngine } from "../policy/index.ts";
import type { Ledger } from "../receipts/index.ts";
import type { Redactor } from "../redaction/index.ts";
import type { Screener } from "../screening/index.ts";
import type { Session } from "../sessions/index.ts";
import type { Storage } from "../storage/index.ts";
import { admitResult } from "./admit-result.ts";
import { type Assessment, assess, isCurrent } from "./assess.ts";
import type { CallRequest, CallResult, FailureCode } from "./call.ts";
import { CallReceipts } from "./call-receipts.ts";
import { type ConnectorRegistry, createConnectorRegistry } from "./connector-registry.ts";
import type { GateContext } from "./context.ts";
import { type DeliveredMessage, deliverMessage } from "./deliver-message.ts";
import type { ActionErrorCode } from "./errors.ts";
import type { GuardedTool } from "./guarded-tool.ts";
import { awaitDecision, consumeApproval, refuseUnapproved, requestApproval } from "./obtain-approval.ts";
import { type ParsedCall, readCall } from "./read-call.ts";
import { type Refusal, Refused, refuse, unevaluable } from "./refusal.ts";
import { runTool } from "./run-tool.ts";
import { createToolRegistry, type RegisteredTool } from "./tool-registry.ts";
import { type Budget, createUsage, defaultBudgets } from "./usage/index.ts";

export interface GateOptions {
  readonly storage: Storage;
  readonly policy: PolicyEngine;
  readonly approvals: Approvals;
  readonly revocations: Revocations;
  readonly ledger: Ledger;
  readonly screener: Screener;
  readonly redactor: Redactor;
  /** The control plane's key: with it, each call gets a credential of its own ({@link ToolContext.credential}). */
  readonly credentialKey?: SigningKey;
  /** How much may be done per hour and day; {@link defaultBudgets} unless given. */
  readonly budgets?: readonly Budget[];
  readonly clock?: Clock;
}

/** Door 2: no tool runs but through it. */
export interface Gate {
  /** The systems that tools reach; tools of one that is not in here are denied. */
  readonly connectors: ConnectorRegistry;
  /**
   * Puts a tool behind the gate and pins what it says about itself.
   *
   * @throws {SallyportError} `ERR_ACTIONS_TOOL_SCHEMA`, `ERR_ACTIONS_TOOL_STEERING`, `ERR_ACTIONS_TOOL_NAME_TAKEN`.
   */
  register(tool: GuardedTool): Promise<RegisteredTool>;
  /**
   * Runs a tool when the policies, or the people they ask, allow exactly these arguments. A "no" is a value.
   *
   * @throws {SallyportError} `ERR_ACTIONS_NOT_RECORDED` when the ledger does not take a receipt; nothing runs
   * after that.
   */
  call(session: Session, request: CallRequest): Promise<CallResult>;
  /**
   * Hands what one agent says to another of the same chain, screened and redacted, with the origins of all that
   * it has read.
   *
   * @throws {SallyportError} `ERR_ACTIONS_MESSAGE_ACROSS_RUNS`.
   */
  deliver(from: Session, to: Session, text: string): DeliveredMessage;
}

export function createGate(options: GateOptions): Gate {
  const { storage, clock = systemClock, budgets = defaultBudgets } = options;
  const registry = createToolRegistry({ storage, clock });
  const connectors = createConnectorRegistry({ storage, clock });
  const context: GateContext = {
    ...options,
    clock,
    registry,
    usage: createUsage({ storage, clock }),
    budgets,
  };
  return {
    connectors,
    register: (tool) => registry.register(tool),
    call: (session, request) => guard(context, session, request),
    deliver: (from, to, text) => deliverMessage(context, from, to, text),
  };
}

/** A rule's "no", and whatever could not be evaluated, is a refusal with its receipt; past the rules it runs. */
async function guard(context: GateContext, session: Session, request: CallRequest): Promise<CallResult> {
  const receipts = new CallReceipts(context, session, request);
  let admitted: Admitted | Extract<CallResult, { type: "pending" }>;
  try {
    admitted = await admit(context, session, request, receipts);
  } catch (error) {
    const refusal = refusalFrom(error);
    const { code, message, hint, policies } = refusal;
    return {
      type: "refused",
      code,
      message,
      hint,
      policies,
      receipt: await record(receipts.refused(refusal)),
    };
  }
  return admitted.type === "pending" ? admitted : execute(context, session, request, admitted, receipts);
}

/** A call that may run now, under these findings and, where people were asked, with their consent. */
interface Admitted {
  readonly type: "admitted";
  readonly call: ParsedCall;
  readonly assessment: Assessment;
  readonly grant?: Grant;
}

/** Every rule in order; each refuses with its own code. */
async function admit(
  context: GateContext,
  session: Session,
  request: CallRequest,
  receipts: CallReceipts,
): Promise<Admitted | Extract<CallResult, { type: "pending" }>> {
  const registered = await findTool(context, request.tool);
  const call = readCall(registered, request);
  await record(receipts.attempted(call));
  refuseSecrets(context, call);
  const first = await assess(context, session, call);
  const decided = await record(receipts.decided(first)).catch(releasing(first));
  const { approval: requirement } = first.judgement;
  if (requirement === undefined) {
    const assessment = await refresh(context, session, call, first);
    await refuseAborted(request, assessment);
    return { type: "admitted", call, assessment };
  }

  // People take their time: all is judged anew when they have decided. The records stay counted.
  await first.usage.releaseAsked();
  const approval = await requestApproval(context, session, call, first, requirement, decided.id);
  receipts.asked(approval);
  const state = await awaitDecision(context, request, approval);
  if (state === "pending") return { type: "pending", approval, receipt: decided };
  if (state === "denied") await context.usage.countRefusal(first.chain, call);
  refuseUnapproved(state);
  await findTool(context, request.tool);
  const assessment = await assess(context, session, call);
  await refuseAborted(request, assessment);
  const needed = assessment.judgement.approval ?? requirement;
  const grant = await consumeApproval(context, call, assessment, approval, needed).catch(
    releasing(assessment),
  );
  return { type: "admitted", call, assessment, grant };
}

async function findTool(context: GateContext, name: string): Promise<RegisteredTool> {
  const registered = await context.registry.find(name);
  if (registered === undefined) refuse("unknown-tool", "There is no such tool.");
  if (registered.trust === undefined)
    refuse("unknown-connector", "The system that this tool reaches is not registered.");
  if (registered.state === "changed") refuse("tool-changed", "The tool has changed since it was accepted.");
  return registered;
}

function refuseSecrets(context: GateContext, call: ParsedCall): void {
  const redacted = context.redactor.redactJson(call.arguments, { sink: "tool-arguments" });
  if (canonicalJson(redacted) !== call.argumentsText)
    refuse("secret-in-arguments", "The arguments contain a secret.");
}

/** The moment of execution: the assessment as it is if nothing has moved meanwhile, else a new one. */
async function refresh(context: GateContext, session: Session, call: ParsedCall, first: Assessment) {
  if (await isCurrent(context, call, first).catch(releasing(first))) return first;
  await first.usage.release();
  await findTool(context, call.registered.tool.name);
  const second = await assess(context, session, call);
  if (second.judgement.approval === undefined) return second;
  await second.usage.release();
  return refuse("approval-void", "The rules changed while this call was judged.");
}

async function refuseAborted(request: CallRequest, assessment: Assessment): Promise<void> {
  if (!request.signal?.aborted) return;
  await assessment.usage.release();
  refuse("aborted", "The run was stopped.");
}

/** From here on something may have happened: whatever goes wrong is an outcome and no refusal. */
async function execute(
  context: GateContext,
  session: Session,
  request: CallRequest,
  { call, assessment, grant }: Admitted,
  receipts: CallReceipts,
): Promise<CallResult> {
  const idempotencyKey = grant?.requestId ?? keyOf(session, call);
  const credential = await mintCredential(context, call, assessment.chain);
  const run = await runTool(call, { idempotencyKey, ...credential }, request.signal);
  const approved = grant === undefined ? {} : { approvers: grant.approvers };
  if (run.type === "failed") {
    await settle(context, grant, run.outcome);
    const receipt = await record(receipts.executed({ outcome: run.outcome, code: run.code, ...approved }));
    return { type: "failed", code: run.code, ...explainFailure(run.code), receipt };
  }
  const { result, withheld, digest } = admitResult(context, session, call.registered, run.result);
  await settle(context, grant, "succeeded", digest);
  const receipt = await record(
    receipts.executed({ outcome: "succeeded", resultDigest: digest, withheld, ...approved }),
  );
  return { type: "executed", result, withheld, receipt };
}

/** The effect is what it is: an outcome that cannot be written down is parked as unknown when its lease ends. */
async function settle(context: GateContext, grant: Grant | undefined, outcome: Outcome, result?: Digest) {
  if (grant !== undefined) await context.approvals.settle(grant.requestId, outcome, result).catch(() => {});
}

async function mintCredential({ credentialKey: key, clock }: GateContext, call: ParsedCall, chain: Chain) {
  if (key === undefined) return {};
  const { name: tool } = call.registered.tool;
  const argumentsDigest = digestToolArguments(tool, call.arguments);
  return { credential: await mintToolCredential({ chain, tool, argumentsDigest, key, clock }) };
}

/** For calls that needed nobody's approval: the same call of the same run has the same key. */
function keyOf(session: Session, call: ParsedCall): string {
  return digestOf("sallyport/idempotency-key/v1", [session.id, call.callId, call.argumentsDigest]);
}

function explainFailure(code: FailureCode): { readonly message: string; readonly hint: string } {
  if (code === "tool-failed")
    return { message: "The tool failed.", hint: "Check the arguments, or tell the user." };
  return {
    message:
      code === "tool-timeout"
        ? "The tool did not answer in time."
        : "The run was stopped while the tool ran.",
    hint: "It may have taken effect. Do not try again; tell the user to check.",
  };
}

function releasing(assessment: Assessment) {
  return async (error: unknown): Promise<never> => {
    await assessment.usage.release();
    throw error;
  };
}

async function record<T>(appended: Promise<T>): Promise<T> {
  try {
    return await appended;
  } catch (cause) {
    throw new SallyportError<ActionErrorCode>({
      code: "ERR_ACTIONS_NOT_RECORDED",
      message: "The ledger did not take a receipt for this call.",
      hint: "Without a receipt no tool runs. If it ran already, its outcome is in the approval or with the tool.",
      cause,
    });
  }
}

function refusalFrom(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  if (SallyportError.isInstance(error) && error.code === "ERR_ACTIONS_NOT_RECORDED") throw error;
  const fault = SallyportError.isInstance(error)
    ? error.code
    : error instanceof Error
      ? error.name
      : "unknown";
  return { ...unevaluable, fault };
}
