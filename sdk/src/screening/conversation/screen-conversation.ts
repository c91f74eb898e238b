import type { Screener, ScreeningReason, Verdict } from "../screening.ts";
import { foldCharacters } from "../views/fold-characters.ts";
import { paymentStages, refusal } from "./stages.ts";

/** One turn of a conversation, oldest first. */
export interface Turn {
  readonly role: "user" | "assistant" | "tool";
  readonly text: string;
}

/** A reason with the turn it comes from; offsets are into that turn's text. */
export interface ConversationReason extends ScreeningReason {
  readonly turn: number;
}

export interface ConversationScreening {
  readonly verdict: Verdict;
  readonly score: number;
  readonly reasons: readonly ConversationReason[];
  /** Index of the turn at which the conversation first was more than clean. */
  readonly flaggedAt?: number;
}

const suspicious = 0.5;
const quarantined = 0.9;
/** Asking again after a refusal, for the same thing in other words. */
const insistence = 0.2;
const joinedTurns = 4;
const longestJoined = 20_000;

/**
 * Screens a conversation turn by turn for what no single turn shows: persuasion toward another payment destination,
 * insistence after refusals, and an attack spread over several messages. Linear in the text.
 */
export function screenConversation(turns: readonly Turn[], screener: Screener): ConversationScreening {
  const reasons: ConversationReason[] = [];
  const seen = new Map<string, number>();
  let refusals = 0;
  let flaggedAt: number | undefined;
  let score = 0;
  for (const [index, turn] of turns.entries()) {
    if (turn.role === "assistant") {
      if (refusal.test(turn.text)) refusals += 1;
      continue;
    }
    for (const reason of readStages(turn.text, index)) {
      seen.set(reason.detector, Math.max(seen.get(reason.detector) ?? 0, reason.score));
      reasons.push(reason);
    }
    if (refusals > 0 && seen.has("drift:destination-change"))
      seen.set("drift:insistence", insistence * Math.min(2, refusals));
    const words = screenTurn(turns, index, screener);
    reasons.push(...words.reasons);
    score = Math.max(score, words.score, driftOf(seen));
    if (score >= suspicious) flaggedAt ??= index;
  }
  reasons.sort((a, b) => b.score - a.score || a.turn - b.turn);
  const verdict = score >= quarantined ? "quarantined" : score >= suspicious ? "suspicious" : "clean";
  return { verdict, score, reasons: reasons.slice(0, 32), ...(flaggedAt === undefined ? {} : { flaggedAt }) };
}

/** Stages add up; without a change of destination they are only office talk. */
function driftOf(seen: ReadonlyMap<string, number>): number {
  if (!seen.has("drift:destination-change")) return 0;
  const others = [...seen.keys()].length - 1;
  const sum = [...seen.values()].reduce((total, weight) => total + weight, 0);
  return others === 0 ? Math.min(0.4, sum) : Math.min(0.99, sum);
}

function readStages(text: string, turn: number): ConversationReason[] {
  const view = foldCharacters({ channel: "raw", depth: 0, text });
  return paymentStages.flatMap(({ id, message, weight, pattern }): ConversationReason[] => {
    const match = view.text.matchAll(pattern).next().value;
    if (match === undefined) return [];
    const start = view.origins?.[match.index] ?? match.index;
    const end = view.origins?.[match.index + match[0].length] ?? match.index + match[0].length;
    return [{ turn, detector: `drift:${id}`, message, owasp: "ASI09", score: weight, start, end }];
  });
}

/** The turn by itself, and together with the ones before it: a split payload is whole only there. */
function screenTurn(
  turns: readonly Turn[],
  index: number,
  screener: Screener,
): { score: number; reasons: ConversationReason[] } {
  const turn = turns[index];
  if (turn === undefined) return { score: 0, reasons: [] };
  const place = turn.role === "tool" ? "tool-result" : "prompt";
  const own = screener.screen(turn.text, { place, trusted: false });
  const counted = own.verdict === "clean" ? [] : own.reasons.map((reason) => ({ ...reason, turn: index }));
  const before = turns
    .slice(Math.max(0, index - joinedTurns + 1), index)
    .filter(({ role }) => role === turn.role);
  if (before.length === 0 || own.verdict !== "clean") return { score: own.score, reasons: counted };
  const joined = [...before, turn].map(({ text }) => text.slice(-longestJoined / joinedTurns)).join(" ");
  const together = screener.screen(joined, { place, trusted: false });
  const [surest] = together.reasons;
  // The classifier sees long texts differently; only something that can be named counts across turns.
  if (together.verdict === "clean" || surest === undefined || surest.detector === "classifier")
    return { score: own.score, reasons: [] };
  const reason = {
    ...surest,
    turn: index,
    start: 0,
    end: turn.text.length,
    message: `${surest.message} It is spread over several messages.`,
  };
  return { score: together.score, reasons: [reason] };
}
