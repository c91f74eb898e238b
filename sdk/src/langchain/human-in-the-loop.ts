import type { ConsentDemand } from "../actions/index.ts";

export interface HumanInTheLoopOptions {
  /** What `humanInTheLoopMiddleware` is given: which tools it interrupts for. */
  readonly interruptOn: Readonly<Record<string, unknown>>;
  /** Who is asked about calls of those tools, beside those whom the policies ask. */
  readonly ask: ConsentDemand;
  /** Takes the warning at the start; `console.warn` unless it says otherwise. */
  readonly warn?: (message: string) => void;
}

/** An answer of LangChain's human-in-the-loop middleware, by position. */
export interface HumanInTheLoopAnswer {
  readonly decisions: readonly (
    | { readonly type: "approve" }
    | { readonly type: "reject"; readonly message: string }
  )[];
}

export interface HumanInTheLoop {
  /** For `sallyportMiddleware`: the gate asks people about each of these calls, with its exact arguments. */
  readonly ask: Readonly<Record<string, ConsentDemand>>;
  /**
   * What to resume the interrupt with; undefined for an interrupt that is not of that middleware. It hands each call
   * on to the gate, where people decide, and rejects those that the gate would not ask about.
   */
  answer(interrupt: unknown): HumanInTheLoopAnswer | undefined;
}

/**
 * Puts approvals in the place of `humanInTheLoopMiddleware`'s answers, for an app that has it already. That
 * middleware pauses, and nothing more: whoever resumes decides, for whatever arguments are there by then, as often
 * as they like. So its interrupts are passed on to the gate, which asks entitled people and runs each call once.
 *
 * @example
 * const humans = adaptHumanInTheLoop({ interruptOn: { refund: true }, ask: { groups: ["finance-approvers"] } });
 * middleware: [humanInTheLoopMiddleware({ interruptOn }), sallyportMiddleware({ session, ask: humans.ask })]
 */
export function adaptHumanInTheLoop(options: HumanInTheLoopOptions): HumanInTheLoop {
  const { interruptOn, ask, warn = console.warn } = options;
  const tools = Object.keys(interruptOn).filter((tool) => interruptOn[tool] !== false);
  const asked = new Map(tools.map((tool) => [tool, ask]));
  warn(
    `humanInTheLoopMiddleware decides nothing here: the gate asks ${ask.groups.join(" or ")} about ${tools.join(", ")}. Its edits and messages are not used. Remove it, and keep "ask".`,
  );
  return {
    ask: Object.fromEntries(asked),
    answer(interrupt) {
      const calls = readCalls(interrupt);
      if (calls === undefined) return undefined;
      return {
        decisions: calls.map((name) =>
          asked.has(name)
            ? { type: "approve" }
            : { type: "reject", message: `Nobody was asked: ${name} is not among the tools of "ask".` },
        ),
      };
    },
  };
}

/** The names of the calls in a `HITLRequest`. */
function readCalls(interrupt: unknown): readonly string[] | undefined {
  if (typeof interrupt !== "object" || interrupt === null || !("actionRequests" in interrupt))
    return undefined;
  const { actionRequests } = interrupt;
  return Array.isArray(actionRequests) ? actionRequests.map((each) => String(each?.name)) : undefined;
}
