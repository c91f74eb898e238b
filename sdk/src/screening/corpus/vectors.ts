import type { CorpusFinding, Passage } from "./passage.ts";

/** A passage with its embedding. Vectors need not be normalised. */
export interface EmbeddedPassage extends Passage {
  readonly vector: ArrayLike<number>;
}

const nearness = 0.85;
/** Comparing all pairs is quadratic, so a source is judged by this many passages at a time. */
const largestBatch = 512;

/**
 * Dense clusters: many passages of one untrusted source packed around one topic, closer than independent texts are.
 * A hint, not a proof: catalogues are dense by nature.
 */
export function checkCorpusClusters(
  passages: readonly EmbeddedPassage[],
  { fewest = 5 } = {},
): CorpusFinding[] {
  const bySource = new Map<string, EmbeddedPassage[]>();
  for (const passage of passages) {
    if (passage.trusted) continue;
    const batch = bySource.get(passage.source) ?? [];
    batch.push(passage);
    bySource.set(passage.source, batch);
  }
  const findings: CorpusFinding[] = [];
  for (const all of bySource.values()) {
    for (let start = 0; start < all.length; start += largestBatch) {
      const group = densest(all.slice(start, start + largestBatch));
      if (group.length < fewest) continue;
      findings.push({
        check: "cluster",
        message: "One untrusted source packs many passages around one topic.",
        owasp: "LLM08",
        score: Math.min(0.7, 0.3 + group.length / 50),
        passages: group.map(({ id }) => id),
      });
    }
  }
  return findings;
}

/** The largest group of passages around one of them. */
function densest(batch: readonly EmbeddedPassage[]): EmbeddedPassage[] {
  const unit = batch.map(({ vector }) => normalised(vector));
  let best: EmbeddedPassage[] = [];
  for (const centre of unit) {
    const group = batch.filter((_, i) => dot(centre, unit[i] ?? centre) >= nearness);
    if (group.length > best.length) best = group;
  }
  return best;
}

/** Among few questions every passage is near to many. */
const fewestProbes = 100;
const hubShare = 0.1;
const hubDeviations = 6;

/**
 * Hubs: passages among the `k` nearest of far too many unrelated probes. Probes are past questions or a sample of the
 * corpus itself.
 */
export function checkCorpusHubs(
  passages: readonly EmbeddedPassage[],
  probes: readonly ArrayLike<number>[],
  { k = 5 } = {},
): CorpusFinding[] {
  if (probes.length < fewestProbes) return [];
  const unit = passages.map(({ vector }) => normalised(vector));
  const counts = new Float64Array(passages.length);
  for (const probe of probes) {
    const direction = normalised(probe);
    for (const i of nearest(direction, unit, k)) counts[i] = (counts[i] ?? 0) + 1;
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
  const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / Math.max(1, counts.length);
  const limit = Math.max(
    probes.length * hubShare,
    Math.min(mean + hubDeviations * Math.sqrt(variance), probes.length * 0.5),
  );
  return passages.flatMap((passage, i): CorpusFinding[] => {
    const count = counts[i] ?? 0;
    if (passage.trusted || count < limit) return [];
    const message = "An untrusted passage is close to many unrelated questions.";
    return [
      {
        check: "hub",
        message,
        owasp: "LLM08",
        score: Math.min(0.9, 0.5 + count / probes.length),
        passages: [passage.id],
      },
    ];
  });
}

function nearest(probe: Float64Array, unit: readonly Float64Array[], k: number): number[] {
  const top: { i: number; score: number }[] = [];
  for (const [i, vector] of unit.entries()) {
    const score = dot(probe, vector);
    if (top.length === k && score <= (top[k - 1]?.score ?? 0)) continue;
    top.push({ i, score });
    top.sort((a, b) => b.score - a.score);
    if (top.length > k) top.pop();
  }
  return top.map(({ i }) => i);
}

function normalised(vector: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(vector);
  const length = Math.sqrt(dot(values, values)) || 1;
  return values.map((value) => value / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
