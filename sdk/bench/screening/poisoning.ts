import { Random } from "../../models/training/random.ts";
import {
  checkCorpusClusters,
  checkCorpusDuplicates,
  checkCorpusHubs,
  guardRanking,
} from "../../src/screening/index.ts";
import { attacks, type Fact, makeCorpus, type Stored } from "./poison-corpus.ts";

export type Embed = (texts: readonly string[]) => Promise<readonly ArrayLike<number>[]>;

export interface PoisoningResult {
  /** Share of target questions whose five best passages are mostly poison, by attack. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  /** Share of questions whose true passage is among the five best, without any attack. */
  readonly recallBefore: number;
  readonly recallAfter: number;
}

const k = 5;
const candidates = 30;

/**
 * Poisons a corpus of invented facts in several ways and counts how often the poison wins, without and with the
 * defences: checks at ingest that hold back what is flagged, and the guarded ranking at search.
 */
export async function simulatePoisoning(
  embed: Embed,
  targets: number,
  seed: number,
): Promise<PoisoningResult> {
  const random = new Random(seed);
  const { facts, passages } = makeCorpus(random);
  const stored = await embedAll(passages, embed);
  const questions = await embed(facts.map(({ question }) => question));
  const before: Record<string, number> = {};
  const after: Record<string, number> = {};
  const chosen = random.shuffle(facts.map((_, i) => i)).slice(0, targets);
  for (const [name, attack] of Object.entries(attacks)) {
    let won = 0;
    let wonGuarded = 0;
    for (const target of chosen) {
      const fact = facts[target] as Fact;
      const question = questions[target] ?? [];
      const poison = await embedAll(attack(fact, facts, random), embed);
      const all = [...stored, ...poison];
      if (isPoisoned(nearest(question, all, k))) won += 1;
      const held = heldBack(poison, stored, questions);
      const ranked = nearest(
        question,
        all.filter(({ id }) => !held.has(id)),
        candidates,
      );
      if (isPoisoned(guardRanking(fact.question, ranked, { k }).kept)) wonGuarded += 1;
    }
    before[name] = won / chosen.length;
    after[name] = wonGuarded / chosen.length;
  }
  const held = heldBack([], stored, questions);
  const found = (guarded: boolean) =>
    facts.filter((fact, i) => {
      const ranked = nearest(
        questions[i] ?? [],
        guarded ? stored.filter(({ id }) => !held.has(id)) : stored,
        guarded ? candidates : k,
      );
      const kept = guarded ? guardRanking(fact.question, ranked, { k }).kept : ranked;
      return kept.some(({ id }) => id === fact.id);
    }).length / facts.length;
  return { before, after, recallBefore: found(false), recallAfter: found(true) };
}

/** Ids that the checks at ingest hold back; untrusted passages that were there before are checked as well. */
function heldBack(
  arrived: readonly Stored[],
  stored: readonly Stored[],
  probes: readonly ArrayLike<number>[],
): Set<string> {
  const untrusted = [...stored.filter(({ trusted }) => !trusted), ...arrived];
  const findings = [
    ...checkCorpusDuplicates(untrusted),
    ...checkCorpusClusters(untrusted),
    ...checkCorpusHubs([...stored, ...arrived], probes),
  ];
  return new Set(findings.flatMap(({ passages }) => passages));
}

/** Mostly poison: more than half of what the reader gets. */
const isPoisoned = (kept: readonly Stored[]): boolean =>
  kept.filter(({ poison }) => poison).length * 2 > kept.length;

async function embedAll(passages: readonly Omit<Stored, "vector">[], embed: Embed): Promise<Stored[]> {
  const vectors = await embed(passages.map(({ text }) => text));
  return passages.map((passage, i) => ({ ...passage, vector: vectors[i] ?? [] }));
}

function nearest(question: ArrayLike<number>, stored: readonly Stored[], count: number): Stored[] {
  return stored
    .map((passage) => ({ passage, score: cosine(question, passage.vector) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ passage }) => passage);
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let left = 0;
  let right = 0;
  for (let i = 0; i < a.length; i += 1) {
    dot += (a[i] ?? 0) * (b[i] ?? 0);
    left += (a[i] ?? 0) ** 2;
    right += (b[i] ?? 0) ** 2;
  }
  return dot / Math.sqrt(left * right || 1);
}
