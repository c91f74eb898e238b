import { SallyportError } from "../errors.ts";
import type { ApprovalState } from "./approval.ts";
import { expireDue } from "./close.ts";
import type { Context } from "./context.ts";
import type { ApprovalErrorCode } from "./errors.ts";
import { readApproval } from "./stored.ts";

/** Decisions by other processes are noticed after at most this long. */
const lookEveryMs = 250;

/**
 * Resolves when the request is no longer pending.
 *
 * @throws the signal's reason when aborted (the request stays open);
 * {@link SallyportError} `ERR_APPROVALS_UNKNOWN_REQUEST`.
 */
export async function waitForDecision(
  context: Context,
  requestId: string,
  signal: AbortSignal | undefined,
): Promise<ApprovalState> {
  for (;;) {
    signal?.throwIfAborted();
    // Listening starts before looking, so that no change falls in between.
    const change = nextChange(context, requestId, signal);
    try {
      const stored = await readApproval(context, requestId);
      if (stored === undefined) throw unknownRequest(requestId);
      if (stored.state !== "pending") return stored.state;
      if (context.clock() >= stored.expiresAt) await expireDue(context);
      else await change.happened;
    } finally {
      change.stop();
    }
  }
}

function nextChange(context: Context, requestId: string, signal: AbortSignal | undefined) {
  let happen = (): void => {};
  const happened = new Promise<void>((resolve) => {
    happen = resolve;
  });
  const timer = setTimeout(happen, lookEveryMs);
  const stopListening = context.changes.listen(requestId, happen);
  signal?.addEventListener("abort", happen);
  const stop = () => {
    clearTimeout(timer);
    stopListening();
    signal?.removeEventListener("abort", happen);
  };
  return { happened, stop };
}

function unknownRequest(requestId: string): SallyportError<ApprovalErrorCode> {
  return new SallyportError({
    code: "ERR_APPROVALS_UNKNOWN_REQUEST",
    message: `There is no approval request ${requestId}.`,
    hint: "Wait with the id that request() returned, on the same database.",
  });
}
