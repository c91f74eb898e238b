import { setTimeout as sleep } from "node:timers/promises";
import type { BaseMessage } from "@langchain/core/messages";
import type { BaseCheckpointSaver, StateSnapshot } from "@langchain/langgraph";
import { type Clock, systemClock } from "../clock.ts";
import { SallyportError } from "../errors.ts";
import type { Sallyport } from "../sallyport-home.ts";
import type { SallyportSession } from "../sallyport-session.ts";
import { busy, type DispatcherErrorCode, notDurable, refuseVolatile } from "./dispatcher-errors.ts";
import { DispatchedRuns } from "./dispatcher-runs.ts";
import type { HumanInTheLoop } from "./human-in-the-loop.ts";
import { approvalInterrupts } from "./interrupts.ts";
import { createNextSteps } from "./next-steps.ts";

/** An agent of `createAgent`, as far as a dispatcher needs it. */
export interface DispatchableAgent {
  checkpointer: BaseCheckpointSaver | boolean | undefined;
  // A method, so that agents of any state fit.
  invoke(input: never, config: { configurable: { thread_id: string }; durability: "sync" }): Promise<unknown>;
  readonly graph: { getState(config: { configurable: { thread_id: string } }): Promise<StateSnapshot> };
}

export interface DispatcherOptions {
  readonly sallyport: Sallyport;
  /** Where LangGraph keeps paused runs. It has to outlive the process: SQLite, Postgres. */
  readonly checkpointer: BaseCheckpointSaver;
  /**
   * Builds the agent for a run, the same in every process, with
   * `sallyportMiddleware({ session, approvals: "interrupt" })`. The dispatcher gives it its checkpointer.
   */
  readonly createAgent: (session: SallyportSession) => DispatchableAgent | Promise<DispatchableAgent>;
  /** For agents that have `humanInTheLoopMiddleware` too: answers its interrupts, so that the gate can ask. */
  readonly humanInTheLoop?: HumanInTheLoop;
  /** Told of each run that has ended, at least once; a run whose end it does not take is told again. */
  readonly onEnd?: (run: EndedRun) => Promise<void>;
  /** For trying things out: every paused run is lost with the process. */
  readonly dangerouslyAllowVolatileCheckpointer?: boolean;
  readonly clock?: Clock;
}

export interface EndedRun {
  readonly type: "ended";
  readonly session: string;
  /** The conversation; empty for a run that cannot go on. */
  readonly messages: readonly BaseMessage[];
  /** Why it cannot go on: the code of its authority's refusal, or of what kept failing. */
  readonly code?: string;
}

export interface WaitingRun {
  readonly type: "waiting";
  readonly session: string;
  /** The requests that people have to decide first. */
  readonly approvals: readonly string[];
}

/** Sees runs to their end that wait for people, across restarts of agent and bot. */
export interface Dispatcher {
  /**
   * Gives the agent a message, in a session with a thread. Resolves when the run ends or waits for people; what
   * fails on the way is tried again by {@link Dispatcher.resumeDue}.
   *
   * @throws {SallyportError} `ERR_LANGCHAIN_SESSION_NOT_DURABLE`, `ERR_LANGCHAIN_RUN_BUSY`.
   */
  start(session: SallyportSession, messages: readonly BaseMessage[]): Promise<EndedRun | WaitingRun>;
  /** One look: resumes every run of which something was decided, and those that a killed process left. */
  resumeDue(): Promise<readonly (EndedRun | WaitingRun)[]>;
  /** Goes on looking until aborted. */
  serve(signal: AbortSignal): Promise<void>;
}

const lookEveryMs = 400;
/** What another process has begun takes as long as it takes. */
const begunPauseMs = 2_000;
const mostAttempts = 10;
const mostAtOnce = 8;

/**
 * Resumes LangGraph runs once people have decided. The value that a run is resumed with says nothing: the gate
 * judges every call anew, from the signed decisions.
 *
 * @throws {SallyportError} `ERR_LANGCHAIN_VOLATILE_CHECKPOINTER` for `MemorySaver`.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { sallyport, checkpointer, clock = systemClock } = options;
  if (options.dangerouslyAllowVolatileCheckpointer !== true) refuseVolatile(checkpointer);
  const runs = new DispatchedRuns(sallyport.storage, clock);
  const steps = createNextSteps(sallyport, options.humanInTheLoop);

  async function start(session: SallyportSession, messages: readonly BaseMessage[]) {
    const id = session.id;
    if (!session.session.isDurable) throw notDurable();
    if (!(await runs.open(id))) throw busy();
    try {
      return await proceed(session, { messages });
    } catch (error) {
      await runs.postpone(id);
      throw error;
    }
  }

  async function resumeDue() {
    await sallyport.approvals.expireDue();
    const due = [...(await runs.due())];
    const moved: (EndedRun | WaitingRun)[] = [];
    async function work() {
      for (let id = due.shift(); id !== undefined; id = due.shift()) {
        const run = (await runs.claim(id)) ? await resume(id) : undefined;
        if (run !== undefined) moved.push(run);
      }
    }
    // Side by side, so that one slow model does not hold up everybody.
    await Promise.all(Array.from({ length: mostAtOnce }, work));
    return moved;
  }

  async function resume(id: string): Promise<EndedRun | WaitingRun | undefined> {
    try {
      return await proceed(await sallyport.resumeSession(id), undefined);
    } catch (error) {
      const code = SallyportError.isInstance(error) ? error.code : "unknown";
      // Authority that is gone does not come back by trying again.
      const isFinal = code.startsWith("ERR_IDENTITY_") || code.startsWith("ERR_SESSION_");
      const attempts = await runs.postpone(id);
      if (!isFinal && attempts < mostAttempts) return undefined;
      // An end that the app does not take is told again when the run is due the next time.
      return end({ type: "ended", session: id, messages: [], code }).catch(() => undefined);
    }
  }

  /** From where the checkpoints say it is, until it ends or waits. */
  async function proceed(session: SallyportSession, input: object | undefined) {
    const agent = await options.createAgent(session);
    agent.checkpointer = checkpointer;
    const config = { configurable: { thread_id: session.id } };
    let state = await agent.graph.getState(config);
    let step = input ?? (await steps.next(state));
    while (step !== undefined) {
      const given = step as never;
      // Each step is on disk before the next one begins.
      await runs.holding(session.id, () => agent.invoke(given, { ...config, durability: "sync" }));
      state = await agent.graph.getState(config);
      step = steps.passOn(state);
    }
    const approvals = approvalInterrupts(state).map(({ value }) => value.approval);
    if (approvals.length > 0) {
      const states = await Promise.all(approvals.map((id) => sallyport.approvals.state(id)));
      await runs.waitFor(session.id, approvals, states.includes("consumed") ? begunPauseMs : 0);
      return { type: "waiting", session: session.id, approvals } as const;
    }
    const messages: readonly BaseMessage[] = state.values.messages ?? [];
    const code = whyStuck(state, messages);
    return end({ type: "ended", session: session.id, messages, ...(code === undefined ? {} : { code }) });
  }

  async function end(run: EndedRun): Promise<EndedRun> {
    await options.onEnd?.(run);
    // Nobody shall be asked for what cannot happen any more.
    for (const id of await runs.waits(run.session)) {
      // One that was changed by hand is void as it is.
      const request = await sallyport.approvals.find(id).catch(() => undefined);
      if (request !== undefined) await sallyport.approvals.cancel(id, request.requester);
    }
    await runs.end(run.session);
    return run;
  }

  async function serve(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await resumeDue();
      await sleep(lookEveryMs, undefined, { signal }).catch(() => {});
    }
  }

  return { start, resumeDue, serve };
}

function whyStuck(state: StateSnapshot, messages: readonly BaseMessage[]): DispatcherErrorCode | undefined {
  if (state.tasks.length > 0) return "ERR_LANGCHAIN_OTHER_INTERRUPT";
  return messages.length === 0 ? "ERR_LANGCHAIN_RUN_LOST" : undefined;
}
