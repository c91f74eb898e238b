import { Random } from "../../models/training/random.ts";
import { checkCorpusClusters, checkCorpusDuplicates, guardRanking } from "../../src/screening/index.ts";
import { attacks, type Fact, makeCorpus, type Stored } from "./poison-corpus.ts";

export type Embed = (texts: readonly string[]) => Promise<readonly ArrayLike<number>[]>;

export interface PoisoningResult {
  /** Share of target questions whose five best passages are mostly poison, by attack. */
  readonly before: Readonly<Record<string, number>>;
  readonly after: Readonly<Record<string, number>>;
  /** Share of the attacks that the checks at ingest make suspicious. */
  readonly noticed: Readonly<Record<string, number>>;
  /** Share of questions whose true passage is among the five best, without any attack. */
  readonly recallBefore: number;
  readonly recallAfter: number;
}

const k = 5;
/** As many as a search looks at. */
const candidates = 50;

/**
 * Poisons a corpus of invented facts in several ways and counts how often the poison wins, without and with what a
 * search does about it, and how often the checks at ingest notice.
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
  const noticed: Record<string, number> = {};
  const chosen = random.shuffle(facts.map((_, i) => i)).slice(0, targets);
  for (const [name, attack] of Object.entries(attacks)) {
    let won = 0;
    let wonGuarded = 0;
    let flagged = 0;
    for (const target of chosen) {
      const fact = facts[target] as Fact;
      const poison = await embedAll(attack(fact, facts, random), embed);
      const ranked = nearest(questions[target] ?? [], [...stored, ...poison], candidates);
      if (isPoisoned(ranked.slice(0, k))) won += 1;
      if (isPoisoned(guardRanking(fact.question, ranked, { k }).kept)) wonGuarded += 1;
      if (isNoticed(poison, stored)) flagged += 1;
    }
    before[name] = won / chosen.length;
    after[name] = wonGuarded / chosen.length;
    noticed[name] = flagged / chosen.length;
  }
  const found = (isGuarded: boolean) =>
    facts.filter((fact, i) => {
      const ranked = nearest(questions[i] ?? [], stored, candidates);
      const kept = isGuarded ? guardRanking(fact.question, ranked, { k }).kept : ranked.slice(0, k);
      return kept.some(({ id }) => id === fact.id);
    }).length / facts.length;
  return { before, after, noticed, recallBefore: found(false), recallAfter: found(true) };
}

/** Whether the checks at ingest flag any of the poison, together with what was there before. */
function isNoticed(arrived: readonly Stored[], stored: readonly Stored[]): boolean {
  const untrusted = [...stored.filter(({ trusted }) => !trusted), ...arrived];
  const findings = [...checkCorpusDuplicates(untrusted), ...checkCorpusClusters(untrusted)];
  const flagged = new Set(findings.flatMap(({ passages }) => passages));
  return arrived.some(({ id }) => flagged.has(id));
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
