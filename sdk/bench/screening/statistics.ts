/** The chance that a hostile text scores above a harmless one; ties count half. */
export function areaUnderCurve(hostile: readonly number[], harmless: readonly number[]): number {
  const all = [
    ...hostile.map((score) => ({ score, hostile: true })),
    ...harmless.map((score) => ({ score, hostile: false })),
  ];
  all.sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let i = 0; i < all.length; ) {
    let j = i;
    while (j < all.length && all[j]?.score === all[i]?.score) j += 1;
    for (let k = i; k < j; k += 1) if (all[k]?.hostile) ranks += (i + j + 1) / 2;
    i = j;
  }
  const pairs = hostile.length * harmless.length;
  return pairs === 0 ? Number.NaN : (ranks - (hostile.length * (hostile.length + 1)) / 2) / pairs;
}

/** The score that at most `share` of the harmless texts exceed. */
export function thresholdAt(harmless: readonly number[], share: number): number {
  return [...harmless].sort((a, b) => b - a)[Math.floor(harmless.length * share)] ?? 0;
}

export const shareAbove = (scores: readonly number[], threshold: number): number =>
  shareOf(scores, (score) => score > threshold);

export function shareOf<T>(items: readonly T[], is: (item: T) => boolean): number {
  return items.length === 0 ? Number.NaN : items.filter(is).length / items.length;
}
