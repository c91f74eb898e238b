import { Command, type StateSnapshot } from "@langchain/langgraph";
import { SallyportError } from "../errors.ts";
import type { Sallyport } from "../sallyport-home.ts";
import type { HumanInTheLoop } from "./human-in-the-loop.ts";
import { approvalInterrupts, openInterrupts } from "./interrupts.ts";
import type { ApprovalInterrupt } from "./middleware.ts";

/** Says how a paused run goes on. */
export interface NextSteps {
  /** What it is resumed with; undefined when there is nothing left to do. */
  next(state: StateSnapshot): Promise<Command | null | undefined>;
  /** The answers to interrupts that were made before the gate is asked; undefined without any. */
  passOn(state: StateSnapshot): Command | undefined;
}

export function createNextSteps(sallyport: Sallyport, humanInTheLoop: HumanInTheLoop | undefined): NextSteps {
  async function next(state: StateSnapshot) {
    // Not `next`: a task that was resumed and has stopped again is missing there.
    if (state.tasks.length === 0) return undefined;
    const resume: Record<string, true> = {};
    const interrupts = approvalInterrupts(state);
    for (const { id, value } of interrupts) {
      if (await isAnswered(value)) resume[id] = true;
    }
    if (Object.keys(resume).length > 0) return new Command({ resume });
    const passedOn = passOn(state);
    if (passedOn !== undefined) return passedOn;
    // Killed in the middle of a step: the checkpoint goes on by itself. With all undecided there is nothing to do.
    return interrupts.length > 0 ? undefined : null;
  }

  /** Decided, or void; and what can be done again is not being done by a process that may have died. */
  async function isAnswered({ approval, tool }: ApprovalInterrupt): Promise<boolean> {
    const state = await sallyport.approvals.state(approval).catch(voidIfTampered);
    if (state !== "consumed") return state !== "pending";
    return (await sallyport.gate.find(tool))?.tool.isIdempotent !== true;
  }

  function passOn(state: StateSnapshot): Command | undefined {
    const answers = openInterrupts(state).flatMap(({ id, value }) => {
      const answer = humanInTheLoop?.answer(value);
      return id === undefined || answer === undefined ? [] : [[id, answer] as const];
    });
    return answers.length === 0 ? undefined : new Command({ resume: Object.fromEntries(answers) });
  }

  return { next, passOn };
}

/** The gate tells the model about it. */
function voidIfTampered(error: unknown): "void" {
  if (SallyportError.isInstance(error) && error.code === "ERR_APPROVALS_TAMPERED") return "void";
  throw error;
}
