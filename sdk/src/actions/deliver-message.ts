import { SallyportError } from "../errors.ts";
import type { Session } from "../sessions/index.ts";
import type { GateContext } from "./context.ts";
import type { ActionErrorCode } from "./errors.ts";

export interface DeliveredMessage {
  /** What the receiving agent may see. */
  readonly text: string;
  readonly withheld: boolean;
}

/**
 * Hands what one agent says to another of the same chain. With the words goes all that the speaker has read, so
 * that a value keeps its origin and its labels on the way. The words themselves are a model's: a value that
 * stands in them alone is untrusted, however trusted the agent.
 *
 * @throws {SallyportError} `ERR_ACTIONS_MESSAGE_ACROSS_RUNS`.
 */
export function deliverMessage(
  { screener, redactor }: Pick<GateContext, "screener" | "redactor">,
  from: Session,
  to: Session,
  text: string,
): DeliveredMessage {
  if (!isSameRun(from, to)) throw acrossRuns();
  const known = new Set(to.sources);
  for (const source of from.sources) if (!known.has(source)) to.record(source);
  const { verdict } = screener.screen(text, { place: "agent-message", trusted: false });
  if (verdict === "quarantined") {
    return {
      text: "[A message is withheld: it looks like an attempt to give you instructions.]",
      withheld: true,
    };
  }
  const kept = to.tokens === undefined ? {} : { tokens: to.tokens };
  const shown = redactor.redact(text, { sink: "context", reader: to.principal, ...kept }).text;
  const { id } = from.agent;
  to.record({ type: "agent", text: shown, integrity: "untrusted", origin: id, name: id });
  return { text: shown, withheld: false };
}

/** One handed over to the other, perhaps by way of others: the shorter chain begins the longer one. */
function isSameRun(one: Session, other: Session): boolean {
  const [shorter, longer] = [one.delegation.tokens, other.delegation.tokens].sort(
    (a, b) => a.length - b.length,
  );
  return (
    shorter !== undefined && longer !== undefined && shorter.every((token, hop) => token === longer[hop])
  );
}

function acrossRuns(): SallyportError<ActionErrorCode> {
  return new SallyportError({
    code: "ERR_ACTIONS_MESSAGE_ACROSS_RUNS",
    message: "These two agents do not work in one delegation chain.",
    hint: "Agents talk to those that they delegated to, or that delegated to them.",
  });
}
