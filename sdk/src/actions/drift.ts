import { type Screener, screenConversation, type Verdict } from "../screening/index.ts";
import type { ContentSource, Session } from "../sessions/index.ts";
import type { TracedArgument } from "./provenance/index.ts";
import type { ParsedCall } from "./read-call.ts";
import type { Similarity } from "./similarity.ts";
import type { Reservation } from "./usage/index.ts";

/** How far a call is from what the run was for: 0 the same, 100 nothing in common, or not to be measured. */
export interface Drift {
  /** From what the human, or else the agent's owner, declared. */
  readonly fromPurpose: number;
  /** From what the human first said. */
  readonly fromStart: number;
  /** What the human's messages add up to, one after the other. */
  readonly conversation: Verdict;
  /** How much the human had said before the message that first names the destination. */
  readonly turnsBeforeDestination: number;
}

/** Tells how far calls have moved away. Only of those that go somewhere new: elsewhere there is nothing to gain. */
export interface DriftMeter {
  measure(
    session: Session,
    call: ParsedCall,
    usage: Reservation,
    traced: readonly TracedArgument[],
  ): Promise<Drift>;
}

const none: Drift = { fromPurpose: 0, fromStart: 0, conversation: "clean", turnsBeforeDestination: 0 };
const mostTurns = 24;

export function createDriftMeter(options: {
  readonly screener: Screener;
  /** Absent: distances are 0, conversations are read all the same. */
  readonly similarity: Similarity | undefined;
}): DriftMeter {
  const { screener, similarity } = options;
  const conversations = new WeakMap<Session, { readonly turns: number; readonly verdict: Verdict }>();

  function readConversation(session: Session, said: readonly string[]): Verdict {
    const known = conversations.get(session);
    if (known?.turns === said.length) return known.verdict;
    const turns = said.slice(-mostTurns).map((text) => ({ role: "user", text }) as const);
    const { verdict } = screenConversation(turns, screener);
    conversations.set(session, { turns: said.length, verdict });
    return verdict;
  }

  async function distance(from: string | undefined, wish: string): Promise<number> {
    if (similarity === undefined || from === undefined) return 0;
    return Math.round(100 * (1 - (await similarity(from, wish).catch(() => 0))));
  }

  return {
    async measure(session, call, usage, traced) {
      const { impact, steering } = call.registered.tool;
      if (impact === "read" || (steering !== undefined && usage.newDestinations === 0)) return none;
      const heard = session.sources.filter(({ type }) => type === "human");
      const said = heard.map(({ text }) => text);
      const wish = describe(call);
      return {
        fromPurpose: await distance(session.purpose ?? session.agent.purpose, wish),
        fromStart: await distance(said[0], wish),
        conversation: readConversation(session, said),
        turnsBeforeDestination: turnsBefore(heard, call, traced),
      };
    },
  };
}

/** 0 where the human did not name it: then provenance has its say. */
function turnsBefore(
  heard: readonly ContentSource[],
  { steering }: ParsedCall,
  traced: readonly TracedArgument[],
): number {
  const places = new Set((steering.get("destination") ?? []).map(({ pointer }) => pointer));
  const turns = traced
    .filter(({ leaf }) => places.has(leaf.pointer))
    .map(({ parts }) => {
      const sources = parts.flatMap(({ holders }) => holders.map(({ source }) => source));
      return heard.findIndex((turn) => sources.includes(turn));
    });
  return Math.max(0, ...turns);
}

/** The call as a sentence of sorts: the tool's name and the words in its arguments. */
function describe({ registered, leaves }: ParsedCall): string {
  const words = leaves.flatMap(({ value }) => (typeof value === "string" ? [value] : []));
  return [registered.tool.name.replaceAll(/[_-]/g, " "), ...words].join(" ");
}
