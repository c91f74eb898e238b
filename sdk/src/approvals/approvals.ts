import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../clock.ts";
import type { Digest, PublicKey, SigningKey } from "../crypto/index.ts";
import type { Directory, Revocations } from "../identity/index.ts";
import type { PolicyEngine } from "../policy/index.ts";
import type { Ledger } from "../receipts/index.ts";
import type { Redactor } from "../redaction/index.ts";
import type { Storage } from "../storage/index.ts";
import type {
  ApprovalBinding,
  ApprovalDecision,
  ApprovalRequest,
  ApprovalRequestInput,
  ApprovalState,
  Grant,
} from "./approval.ts";
import { type ApprovalClosed, cancelApproval, expireDue } from "./close.ts";
import { consumeApproval } from "./consume.ts";
import { Changes, type Context } from "./context.ts";
import { type DecisionRecorded, decideApproval } from "./decide.ts";
import type { Escalation } from "./escalation.ts";
import { type GrantSubject, isGrantable } from "./is-grantable.ts";
import { keepTime, type TellNotice } from "./keep-time.ts";
import { listDecidable } from "./list-decidable.ts";
import { countPending, listParked, listPending, listTampered } from "./list-pending.ts";
import { type HumanLoad, measureLoad } from "./measure-load.ts";
import { type ApprovalEdit, narrowApproval } from "./narrow.ts";
import { type ApprovalPreview, previewApproval } from "./preview.ts";
import type { ApprovalRefusal } from "./refusal.ts";
import { approvalId, type CallKey, requestApproval } from "./request-approval.ts";
import { type ParkedResolution, type ParkedResolved, resolveParked } from "./resolve.ts";
import { createSeal } from "./seal.ts";
import { type Outcome, parkAbandoned, settleApproval } from "./settle.ts";
import { findSuccessor, readApproval, readSignedDecisions } from "./stored.ts";
import { waitForDecision } from "./wait.ts";

export interface ApprovalsOptions {
  readonly storage: Storage;
  readonly ledger: Ledger;
  /** Says who is entitled (`approve`). */
  readonly policy: PolicyEngine;
  /** Where approvers are looked up afresh, each time. */
  readonly directory: Directory;
  readonly revocations: Revocations;
  /** What cards show passes through it. */
  readonly redactor: Redactor;
  /** The public keys of the channels (terminal, Slack bot) whose signed decisions count. */
  readonly channelKeys: readonly PublicKey[];
  /** Seals what is stored for people to see; the same in all processes on one database. */
  readonly sealKey: SigningKey;
  /** Which group is asked, too, when a group lets three quarters of the time go by. */
  readonly escalation?: Escalation;
  readonly clock?: Clock;
}

/** Requests for a person's consent to exact arguments. The database row is the truth, channels are views. */
export interface Approvals {
  /** Asks; the same call asking again gets the same request, in whatever state it is. */
  request(input: ApprovalRequestInput): Promise<ApprovalRequest>;
  /** @throws {SallyportError} `ERR_APPROVALS_TAMPERED`. */
  find(id: string): Promise<ApprovalRequest | undefined>;
  /** Undefined for an unknown id. */
  state(id: string): Promise<ApprovalState | undefined>;
  /** The decisions so far that a channel has signed, oldest first. */
  decisions(id: string): Promise<readonly ApprovalDecision[]>;
  /** What waits for a decision, oldest first. */
  pending(tenant: string): Promise<readonly ApprovalRequest[]>;
  /** What waits for this person: what policy lets them decide and they have not decided yet, soonest expiry first. */
  decidable(tenant: string, approver: string): Promise<readonly ApprovalRequest[]>;
  /** What was started and never reported: nobody knows whether it took effect. For people to look into. */
  parked(tenant: string): Promise<readonly ApprovalRequest[]>;
  /** Ids of what is under way and whose row was changed by hand: void, and on none of these lists. */
  tampered(tenant: string): Promise<readonly string[]>;
  /** Takes a parked execution off that list, on the word of somebody who may decide on the request. */
  resolve(resolution: ParkedResolution): Promise<ParkedResolved | ApprovalRefusal>;
  /** Whether this very call has a request. */
  isAsked(call: CallKey): Promise<boolean>;
  /** Whether enough people could consent if they all wanted to; true where the directory cannot list its people. */
  isGrantable(call: GrantSubject): Promise<boolean>;
  /** How many requests of one person, or of one agent in whoever's name, wait for a decision. */
  countPending(
    tenant: string,
    of: { readonly requester: string } | { readonly agent: string },
  ): Promise<number>;
  decide(decision: ApprovalDecision): Promise<DecisionRecorded | ApprovalRefusal>;
  /** Replaces a pending request by one for less; gives the new one. */
  narrow(edit: ApprovalEdit): Promise<ApprovalRequest | ApprovalRefusal>;
  /** The request that took this one's place. */
  successor(id: string): Promise<ApprovalRequest | undefined>;
  /** What a card may show of a request. People decide on this; what they sign binds the original. */
  preview(request: ApprovalRequest): ApprovalPreview;
  /**
   * One look at the clock, for channels to call every few seconds, from as many processes as they like. Closes what
   * has expired, parks executions that never reported, and tells the tenants' reminders and escalations that are
   * due. A notice counts as told once `tell` resolves; a crash repeats it. Returns the ids whose state has moved.
   */
  keepTime(tenants: readonly string[], tell: TellNotice): Promise<readonly string[]>;
  /** What approvals have cost one tenant's people since a time (ms). */
  measureLoad(tenant: string, since: number): Promise<HumanLoad>;
  /** Resolves when it is no longer pending; rejects with the signal's reason. */
  wait(id: string, options?: { readonly signal?: AbortSignal }): Promise<ApprovalState>;
  /**
   * Spends the approval for one execution that reports its outcome within `leaseMs`. Of an idempotent executor that
   * has not reported in time, the execution is taken over.
   */
  consume(
    id: string,
    binding: ApprovalBinding,
    leaseMs: number,
    options?: { readonly isIdempotent?: boolean },
  ): Promise<Grant | ApprovalRefusal>;
  /** @throws {SallyportError} `ERR_APPROVALS_NOT_CONSUMED_HERE`. */
  settle(id: string, outcome: Outcome, resultDigest?: Digest): Promise<void>;
  /** `by` is the requester's `sub`, as the caller has verified it. */
  cancel(id: string, by: string): Promise<ApprovalClosed | ApprovalRefusal>;
  /** Expires what is due and parks abandoned executions as `unknown`; returns the ids that moved. */
  expireDue(): Promise<readonly string[]>;
}

export function openApprovals(options: ApprovalsOptions): Approvals {
  const context: Context = {
    ...options,
    clock: options.clock ?? systemClock,
    seal: createSeal(options.sealKey),
    channelKeys: new Map(options.channelKeys.map((key) => [key.kid, key])),
    escalation: new Map(Object.entries(options.escalation ?? {})),
    changes: new Changes(),
    owner: randomUUID(),
  };
  return {
    request: (input) => requestApproval(context, input),
    find: async (id) => (await readApproval(context, id))?.request,
    state: async (id) => (await readApproval(context, id))?.state,
    decisions: (id) => readSignedDecisions(context, id),
    pending: (tenant) => listPending(context, tenant),
    decidable: (tenant, approver) => listDecidable(context, tenant, approver),
    parked: (tenant) => listParked(context, tenant),
    tampered: (tenant) => listTampered(context, tenant),
    resolve: (resolution) => resolveParked(context, resolution),
    isAsked: async (call) => (await readApproval(context, approvalId(call))) !== undefined,
    isGrantable: (call) => isGrantable(context, call),
    countPending: (tenant, of) => countPending(context, tenant, of),
    narrow: (edit) => narrowApproval(context, edit),
    successor: (id) => findSuccessor(context, id),
    preview: (request) => previewApproval(context.redactor, request),
    keepTime: (tenants, tell) => keepTime(context, tenants, tell),
    measureLoad: (tenant, since) => measureLoad(context, tenant, since),
    decide: (decision) => decideApproval(context, decision),
    wait: (id, { signal } = {}) => waitForDecision(context, id, signal),
    consume: (id, binding, leaseMs, { isIdempotent = false } = {}) =>
      consumeApproval(context, id, binding, { leaseMs, isIdempotent }),
    settle: (id, outcome, resultDigest) => settleApproval(context, id, outcome, resultDigest),
    cancel: (id, by) => cancelApproval(context, id, by),
    expireDue: async () => [...(await expireDue(context)), ...(await parkAbandoned(context))],
  };
}
