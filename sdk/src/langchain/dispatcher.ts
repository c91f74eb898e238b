import { setTimeout as sleep } from "node:timers/promises";
import type { BaseMessage } from "@langchain/core/messages";
import { type BaseCheckpointSaver, Command, MemorySaver, type StateSnapshot } from "@langchain/langgraph";
import { type Clock, systemClock } from "../clock.ts";
import { SallyportError } from "../errors.ts";
import type { Sallyport } from "../sallyport-home.ts";
import type { SallyportSession } from "../sallyport-session.ts";
import { DispatchedRuns } from "./dispatcher-runs.ts";
import type { HumanInTheLoop } from "./human-in-the-loop.ts";
import type { ApprovalInterrupt } from "./middleware.ts";

export type DispatcherErrorCode =
  /** The checkpointer forgets paused runs when the process ends. */
  | "ERR_LANGCHAIN_VOLATILE_CHECKPOINTER"
  /** The session ends with this process: it was started without a thread. */
  | "ERR_LANGCHAIN_SESSION_NOT_DURABLE"
  /** The conversation's last run has not ended: it works, or waits for people. */
  | "ERR_LANGCHAIN_RUN_BUSY"
  /** Nothing of the run is in the checkpointer: it was killed before its first step. */
  | "ERR_LANGCHAIN_RUN_LOST"
  /** Something else than an approval has interrupted the run, and only the app can say how it goes on. */
  | "ERR_LANGCHAIN_OTHER_INTERRUPT";

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
    let step = input ?? (await nextStep(state));
    while (step !== undefined) {
      const given = step as never;
      // Each step is on disk before the next one begins.
      await runs.holding(session.id, () => agent.invoke(given, { ...config, durability: "sync" }));
      state = await agent.graph.getState(config);
      step = passOn(state);
    }
    const approvals = interruptsOf(state).map(({ value }) => value.approval);
    if (approvals.length > 0) {
      const states = await Promise.all(approvals.map((id) => sallyport.approvals.state(id)));
      await runs.waitFor(session.id, approvals, states.includes("consumed") ? begunPauseMs : 0);
      return { type: "waiting", session: session.id, approvals } as const;
    }
    const messages: readonly BaseMessage[] = state.values.messages ?? [];
    const code = whyStuck(state, messages);
    return end({ type: "ended", session: session.id, messages, ...(code === undefined ? {} : { code }) });
  }

  /** Undefined when there is nothing left to do. */
  async function nextStep(state: StateSnapshot) {
    // Not `next`: a task that was resumed and has stopped again is missing there.
    if (state.tasks.length === 0) return undefined;
    const resume: Record<string, true> = {};
    const interrupts = interruptsOf(state);
    for (const { id, value } of interrupts) {
      if (await isAnswered(value)) resume[id] = true;
    }
    if (Object.keys(resume).length > 0) return new Command({ resume });
    const passedOn = passOn(state);
    if (passedOn !== undefined) return passedOn;
    // Killed in the middle of a step: the checkpoint goes on by itself. With all undecided there is nothing to do.
    return interrupts.length > 0 ? undefined : null;
  }

  /** Decided; and what can be done again is not being done by a process that may have died. */
  async function isAnswered({ approval, tool }: ApprovalInterrupt): Promise<boolean> {
    const state = await sallyport.approvals.state(approval);
    if (state !== "consumed") return state !== "pending";
    return (await sallyport.gate.find(tool))?.tool.isIdempotent !== true;
  }

  /** Interrupts that were made before the gate is asked. */
  function passOn(state: StateSnapshot): Command | undefined {
    const answers = openInterrupts(state).flatMap(({ id, value }) => {
      const answer = options.humanInTheLoop?.answer(value);
      return id === undefined || answer === undefined ? [] : [[id, answer] as const];
    });
    return answers.length === 0 ? undefined : new Command({ resume: Object.fromEntries(answers) });
  }

  async function end(run: EndedRun): Promise<EndedRun> {
    await options.onEnd?.(run);
    // Nobody shall be asked for what cannot happen any more.
    for (const id of await runs.waits(run.session)) {
      const request = await sallyport.approvals.find(id);
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

/** Calls that are done still show the interrupt that they made. */
function openInterrupts(state: StateSnapshot) {
  const open = state.tasks.filter((task) => !("result" in task) || task.result === undefined);
  return open.flatMap((task) => task.interrupts ?? []);
}

/** What a paused run waits for, by the interrupt that each call made. */
function interruptsOf(state: StateSnapshot) {
  return openInterrupts(state).flatMap(({ id, value }) =>
    id !== undefined && isApprovalInterrupt(value) ? [{ id, value }] : [],
  );
}

function isApprovalInterrupt(value: unknown): value is ApprovalInterrupt {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    value.type === "approval-requested" &&
    "approval" in value &&
    typeof value.approval === "string"
  );
}

function refuseVolatile(checkpointer: BaseCheckpointSaver): void {
  const { name } = checkpointer.constructor;
  // By name too: another copy of the package has another class.
  if (!(checkpointer instanceof MemorySaver) && name !== "MemorySaver" && name !== "InMemorySaver") return;
  throw new SallyportError<DispatcherErrorCode>({
    code: "ERR_LANGCHAIN_VOLATILE_CHECKPOINTER",
    message: "This checkpointer forgets every paused run when the process ends.",
    hint: "Use SqliteSaver or PostgresSaver; or dangerouslyAllowVolatileCheckpointer, to try things out.",
  });
}

function notDurable(): SallyportError<DispatcherErrorCode> {
  return new SallyportError({
    code: "ERR_LANGCHAIN_SESSION_NOT_DURABLE",
    message: "The session ends with this process, so its run could not be resumed.",
    hint: "Start it with a thread: startSession({ …, thread }).",
  });
}

function busy(): SallyportError<DispatcherErrorCode> {
  return new SallyportError({
    code: "ERR_LANGCHAIN_RUN_BUSY",
    message: "The conversation's last run has not ended.",
    hint: "Wait until it has; cancelling the requests that it waits for lets it end.",
  });
}
