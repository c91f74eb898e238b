import { userInfo } from "node:os";
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Clock, systemClock } from "../clock.ts";
import type { SigningKey } from "../crypto/index.ts";
import { inert } from "../inert.ts";
import type { ApprovalRequest } from "./approval.ts";
import type { Approvals } from "./approvals.ts";
import type { DecisionRecorded } from "./decide.ts";
import { fingerprint } from "./digest-call.ts";
import type { ApprovalRefusal } from "./refusal.ts";
import { renderCard } from "./render-card.ts";
import { signDecision } from "./statement.ts";

export interface TerminalChannelOptions {
  readonly approvals: Approvals;
  /** The channel's own key; its public half is among the `channelKeys`. */
  readonly key: SigningKey;
  /** Who sits at this terminal, as the caller has verified them. */
  readonly approver: string;
  readonly tenant: string;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly color: boolean;
  readonly clock?: Clock;
}

export interface TerminalChannel {
  /** Shows the card, asks, signs and hands in the answer. */
  ask(request: ApprovalRequest): Promise<DecisionRecorded | ApprovalRefusal>;
  /** Asks about every request that comes up, until aborted. */
  serve(signal: AbortSignal): Promise<void>;
}

const lookEveryMs = 300;

/** A person at a terminal as an approval channel. Scripts call `signDecision` themselves. */
export function createTerminalChannel(options: TerminalChannelOptions): TerminalChannel {
  const { approvals, key, approver, tenant, input, output, color, clock = systemClock } = options;

  async function ask(request: ApprovalRequest, signal?: AbortSignal) {
    output.write(`\n${renderCard(approvals.preview(request), { color })}\n\n`);
    const answer = await readAnswer(request, signal);
    const result = await approvals.decide(
      signDecision(key, {
        requestId: request.id,
        argumentsDigest: request.argumentsDigest,
        ...answer,
        approver,
        tenant,
        verifiedBy: `terminal:${userInfo().username}`,
        at: clock(),
      }),
    );
    output.write(`${result.type === "recorded" ? `Recorded: ${result.state}.` : inert(result.message)}\n`);
    return result;
  }

  async function readAnswer(request: ApprovalRequest, signal: AbortSignal | undefined) {
    const prompt = createInterface({ input, output });
    try {
      const question = `Approve ${inert(request.tool)} ${fingerprint(request.argumentsDigest)}? Type yes, or a reason to deny: `;
      const answer = (await prompt.question(question, signal === undefined ? {} : { signal })).trim();
      if (answer.toLowerCase() === "yes") return { decision: "approve" as const };
      return { decision: "deny" as const, ...(answer === "" ? {} : { reason: answer }) };
    } finally {
      prompt.close();
    }
  }

  async function serve(signal: AbortSignal) {
    const asked = new Set<string>();
    while (!signal.aborted) {
      const fresh = (await approvals.pending(tenant)).filter((request) => !asked.has(request.id));
      for (const request of fresh) {
        asked.add(request.id);
        await ask(request, signal).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
      }
      await sleep(lookEveryMs, undefined, { signal }).catch(() => {});
    }
  }

  return { ask: (request) => ask(request), serve };
}
