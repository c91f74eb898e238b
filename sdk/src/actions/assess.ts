import type { ArgumentOrigin } from "../approvals/index.ts";
import type { Chain } from "../identity/index.ts";
import type { CallFacts } from "../policy/index.ts";
import type { Session } from "../sessions/index.ts";
import { authorize } from "./authority.ts";
import type { GateContext } from "./context.ts";
import { demandConsent } from "./demand-consent.ts";
import type { Drift } from "./drift.ts";
import { type Flow, traceFlow } from "./flow.ts";
import { type Judgement, judgeCall } from "./judge-call.ts";
import { noteworthy } from "./notes.ts";
import {
  describeOrigins,
  type TracedArgument,
  traceArguments,
  trustsOf,
  vouchForEdits,
} from "./provenance/index.ts";
import type { ParsedCall } from "./read-call.ts";
import { refuse } from "./refusal.ts";
import { ofTool, type Reservation, refuseOverBudget, refuseOverLimit, refuseTripped } from "./usage/index.ts";

/** Everything that is known about a call at one moment, and what follows from it. */
export interface Assessment {
  readonly chain: Chain;
  readonly facts: CallFacts;
  readonly origins: readonly ArgumentOrigin[];
  /** What is unusual about it. */
  readonly notes: readonly string[];
  readonly judgement: Judgement;
  readonly usage: Reservation;
  /** Read before anything else: when it has moved, all this may be out of date. */
  readonly revocationEpoch: number;
}

/**
 * Judges a call as of now. Made anew at the moment of execution when anything may have changed. What a person
 * changed in the call `from` that was asked about is that person's word.
 */
export async function assess(
  context: GateContext,
  session: Session,
  call: ParsedCall,
  from: ParsedCall = call,
): Promise<Assessment> {
  const revocationEpoch = await context.revocations.epoch();
  const chain = await authorize(context, session, call);
  const traced = vouchForEdits(traceArguments(session, call), call, from);
  const flow = traceFlow(session, call, traced);
  const usage = await context.usage.reserve(chain, call);
  try {
    refuseOverLimit(chain, call, usage);
    refuseOverBudget(context.budgets, call, usage);
    const drift = await context.drift.measure(session, call, usage, traced);
    const facts = gatherFacts(session, call, { chain, traced, flow, usage, drift });
    const judged = judgeCall(context, chain, call.registered.tool, facts);
    const judgement = call.demands.reduce(demandConsent, judged);
    if (judgement.approval === undefined) refuseTripped(context.budgets, call, usage);
    const origins = describeOrigins(traced);
    const notes = noteworthy(session, call, usage, drift);
    return { chain, facts, origins, notes, judgement, usage, revocationEpoch };
  } catch (error) {
    await usage.release();
    await context.usage.countRefusal(chain, call);
    throw error;
  }
}

/** True while nothing that the assessment rests on has changed. */
export async function isCurrent(
  context: GateContext,
  call: ParsedCall,
  assessment: Assessment,
): Promise<boolean> {
  const registered = await context.registry.find(call.registered.tool.name);
  return (
    (await context.revocations.epoch()) === assessment.revocationEpoch &&
    context.policy.policyHash === assessment.judgement.policyHash &&
    context.clock() < assessment.chain.expiresAt &&
    registered?.state === "pinned" &&
    registered.digest === call.registered.digest
  );
}

/** What was measured about a call, each on its own. */
interface Findings {
  readonly chain: Chain;
  readonly traced: readonly TracedArgument[];
  readonly flow: Flow;
  readonly usage: Reservation;
  readonly drift: Drift;
}

/** The findings in the words that policies know. */
function gatherFacts(
  session: Session,
  call: ParsedCall,
  { chain, traced, flow, usage, drift }: Findings,
): CallFacts {
  const { name, impact } = call.registered.tool;
  // The run as a whole: the human's hand-over, whichever sub-agent acts.
  const run = chain.hops[0]?.id ?? refuse("not-authorized", "The delegation is empty.");
  const trust = new Map(traced.map((argument) => [argument.leaf.pointer, trustsOf(argument)]));
  const steeredBy = (kind: "untrusted" | "nowhere") =>
    [...call.steering]
      .filter(([, leaves]) => leaves.some((leaf) => trust.get(leaf.pointer)?.has(kind)))
      .map(([role]) => role);
  return {
    ...(call.amount === undefined ? {} : { amount: call.amount }),
    records: call.records.length,
    untrustedArguments: steeredBy("untrusted"),
    inventedArguments: [...new Set([...steeredBy("nowhere"), ...(call.isAmountUnsaid ? ["amount"] : [])])],
    tainted: session.tainted,
    ...flow,
    newDestinations: usage.newDestinations,
    driftFromPurpose: drift.fromPurpose,
    driftFromStart: drift.fromStart,
    conversation: drift.conversation,
    turnsBeforeDestination: drift.turnsBeforeDestination,
    callsInSession: usage.ofHop(run, ofTool(name, "calls")),
    recordsInSession: usage.ofHop(run, impact === "read" ? "records" : "records-changed"),
  };
}
