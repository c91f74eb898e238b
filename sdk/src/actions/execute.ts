import type { Grant, Outcome } from "../approvals/index.ts";
import { type Digest, digestOf } from "../crypto/index.ts";
import type { Session } from "../sessions/index.ts";
import type { Admitted } from "./admit.ts";
import { admitResult, digestResult, redactFor } from "./admit-result.ts";
import type { Attempt } from "./attempt.ts";
import type { CallResult, FailureCode } from "./call.ts";
import type { GateContext } from "./context.ts";
import type { ParsedCall } from "./read-call.ts";
import { record } from "./record.ts";
import { refusedSince } from "./refused-since.ts";
import { runTool } from "./run-tool.ts";

/** From here on something may have happened: whatever goes wrong is an outcome and no refusal. */
export async function execute(
  context: GateContext,
  { session, request, receipts }: Attempt,
  { call, grant, credential, isNarrowed, revocationEpoch }: Admitted,
): Promise<CallResult> {
  const idempotencyKey = grant?.requestId ?? keyOf(session, call);
  const given = { idempotencyKey, ...(credential === undefined ? {} : { credential }) };
  const run = await runTool(call, given, request.signal);
  const approved = grant === undefined ? {} : { approvers: grant.approvers };
  if (run.type === "failed") {
    await settle(context, grant, run.outcome);
    const receipt = await record(receipts.executed({ outcome: run.outcome, code: run.code, ...approved }));
    return { type: "failed", code: run.code, ...failures[run.code], receipt };
  }
  const refusal = await refusedSince(context, session, call, { revocationEpoch, approval: grant?.requestId });
  if (refusal !== undefined) {
    const digest = digestResult(run.result);
    await settle(context, grant, "succeeded", digest);
    const receipt = await record(
      receipts.executed({
        outcome: "succeeded",
        resultDigest: digest,
        withheld: true,
        ...approved,
        code: refusal.code,
        reason: refusal.message,
      }),
    );
    const { code, hint, policies } = refusal;
    const message = `The tool ran, and its result is withheld. ${refusal.message}`;
    return { type: "refused", code, message, hint, policies, receipt };
  }
  const { result, withheld, digest } = admitResult(context, session, call.registered, run.result);
  await settle(context, grant, "succeeded", digest);
  const receipt = await record(
    receipts.executed({ outcome: "succeeded", resultDigest: digest, withheld, ...approved }),
  );
  // What stood as a token goes back as one.
  const narrowed = isNarrowed ? { narrowed: redactFor(context, session, call.arguments, "internal") } : {};
  await session.tokens?.flush();
  return { type: "executed", result, withheld, ...narrowed, receipt };
}

/** The effect is what it is: an outcome that cannot be written down is parked as unknown when its lease ends. */
async function settle(context: GateContext, grant: Grant | undefined, outcome: Outcome, result?: Digest) {
  if (grant !== undefined) await context.approvals.settle(grant.requestId, outcome, result).catch(() => {});
}

/** For calls that needed nobody's approval: the same call of the same run has the same key. */
function keyOf(session: Session, call: ParsedCall): string {
  return digestOf("sallyport/idempotency-key/v1", [session.id, call.callId, call.argumentsDigest]);
}

const maybeDone = "It may have taken effect. Do not try again; tell the user to check.";
const failures: Readonly<Record<FailureCode, { readonly message: string; readonly hint: string }>> = {
  "tool-failed": { message: "The tool failed.", hint: "Check the arguments, or tell the user." },
  "tool-timeout": { message: "The tool did not answer in time.", hint: maybeDone },
  "tool-aborted": { message: "The run was stopped while the tool ran.", hint: maybeDone },
};
