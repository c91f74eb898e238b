import type { Approvals } from "../approvals/index.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { SigningKey } from "../crypto/index.ts";
import type { Revocations } from "../identity/index.ts";
import type { PolicyEngine } from "../policy/index.ts";
import type { Ledger } from "../receipts/index.ts";
import type { DataLossInspector, Redactor } from "../redaction/index.ts";
import type { Embeddings } from "../retrieval/index.ts";
import type { Screener } from "../screening/index.ts";
import type { Session } from "../sessions/index.ts";
import type { Storage } from "../storage/index.ts";
import { type Admitted, admit, type Pending } from "./admit.ts";
import type { CallRequest, CallResult } from "./call.ts";
import { CallReceipts } from "./call-receipts.ts";
import { type ConnectorRegistry, createConnectorRegistry } from "./connector-registry.ts";
import type { GateContext } from "./context.ts";
import { type DeliveredMessage, deliverMessage } from "./deliver-message.ts";
import { createDriftMeter } from "./drift.ts";
import { execute } from "./execute.ts";
import type { GuardedTool } from "./guarded-tool.ts";
import { createInputScreening, type InputScreening } from "./input-screening.ts";
import { record } from "./record.ts";
import { refusalFrom } from "./refusal.ts";
import { createSimilarity } from "./similarity.ts";
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
  /** Rules and canaries for tool arguments as a whole. */
  readonly dataLoss?: DataLossInspector;
  /** The control plane's key: with it, each call gets a credential of its own ({@link ToolContext.credential}). */
  readonly credentialKey?: SigningKey;
  /** With it, distances between a call and what the run was for are measured. */
  readonly embeddings?: Embeddings;
  /** How much may be done per hour and day; {@link defaultBudgets} unless given. */
  readonly budgets?: readonly Budget[];
  /**
   * Policies decide nothing: what they would have refused, or asked people about, runs, and its receipts say so.
   * For trying the gate on a system that runs already. Identity, revocations, delegated scopes and limits hold.
   */
  readonly dangerouslyRecordOnly?: boolean;
  readonly clock?: Clock;
}

/** Door 2: no tool runs but through it. */
export interface Gate {
  /** The systems that tools reach; tools of one that is not in here are denied. */
  readonly connectors: ConnectorRegistry;
  /** What humans say, looked at before any model reads it. */
  readonly inputs: InputScreening;
  /**
   * Puts a tool behind the gate and pins what it says about itself.
   *
   * @throws {SallyportError} `ERR_ACTIONS_TOOL_NAME`, `ERR_ACTIONS_TOOL_SCHEMA`, `ERR_ACTIONS_TOOL_STEERING`,
   * `ERR_ACTIONS_TOOL_NAME_TAKEN`.
   */
  register(tool: GuardedTool): Promise<RegisteredTool>;
  /** A tool as of now: pinned, or changed and stopped. */
  find(name: string): Promise<RegisteredTool | undefined>;
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
  const similarity = options.embeddings && createSimilarity(options.embeddings);
  const registry = createToolRegistry({ storage, clock });
  const connectors = createConnectorRegistry({ storage, clock });
  const context: GateContext = {
    ...options,
    clock,
    registry,
    drift: createDriftMeter({ ...options, similarity }),
    usage: createUsage({ storage, clock }),
    budgets,
    isRecordOnly: options.dangerouslyRecordOnly ?? false,
  };
  return {
    connectors,
    inputs: createInputScreening({ ...options, similarity }),
    register: (tool) => registry.register(tool),
    find: (name) => registry.find(name),
    call: (session, request) => guard(context, session, request),
    deliver: (from, to, text) => deliverMessage(context, from, to, text),
  };
}

/** A rule's "no", and whatever could not be evaluated, is a refusal with its receipt; past the rules it runs. */
async function guard(context: GateContext, session: Session, request: CallRequest): Promise<CallResult> {
  const receipts = new CallReceipts(context, session, request);
  const attempt = { session, request, receipts };
  let admitted: Admitted | Pending;
  try {
    admitted = await admit(context, attempt);
  } catch (error) {
    const refusal = refusalFrom(error);
    const { code, message, hint, policies } = refusal;
    const receipt = await record(receipts.refused(refusal));
    return { type: "refused", code, message, hint, policies, receipt };
  }
  return admitted.type === "pending" ? admitted : execute(context, attempt, admitted);
}
