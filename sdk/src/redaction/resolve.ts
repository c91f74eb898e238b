import { evidences, type Finding } from "./finding.ts";

/**
 * Settles overlaps: stronger evidence wins, then the higher score, then the longer span. What a winner leaves
 * uncovered of a loser stays a finding, so that nothing a recogniser saw is shown because another one saw part
 * of it. Touching pieces of one type become one. Sorted by offset, without overlaps.
 */
export function resolveOverlaps(findings: readonly Finding[]): Finding[] {
  const byOffset = [...findings].sort((a, b) => a.start - b.start || a.end - b.end);
  const resolved: Finding[] = [];
  let cluster: Finding[] = [];
  let clusterEnd = 0;
  for (const finding of byOffset) {
    if (cluster.length > 0 && finding.start >= clusterEnd) {
      for (const winner of resolveCluster(cluster, clusterEnd)) resolved.push(winner);
      cluster = [];
    }
    clusterEnd = cluster.length === 0 ? finding.end : Math.max(clusterEnd, finding.end);
    cluster.push(finding);
  }
  for (const winner of resolveCluster(cluster, clusterEnd)) resolved.push(winner);
  return resolved;
}

/** Findings that overlap one another in a chain: painted from weakest to strongest, then read off in runs. */
function resolveCluster(cluster: readonly Finding[], clusterEnd: number): Finding[] {
  if (cluster.length <= 1) return [...cluster];
  const offset = cluster[0]?.start ?? 0;
  const owners: Finding[] = new Array(clusterEnd - offset);
  for (const finding of [...cluster].sort(byStrength))
    owners.fill(finding, finding.start - offset, finding.end - offset);

  const runs: Finding[] = [];
  for (let index = 0; index < owners.length; ) {
    const owner = owners[index] as Finding;
    let end = index + 1;
    while (end < owners.length && owners[end] === owner) end++;
    const last = runs.at(-1);
    if (last?.type === owner.type) {
      const stronger = byStrength(last, owner) > 0 ? last : owner;
      runs[runs.length - 1] = { ...stronger, start: last.start, end: end + offset };
    } else {
      runs.push({ ...owner, start: index + offset, end: end + offset });
    }
    index = end;
  }
  return runs;
}

/** Negative when `a` is weaker than `b`. */
function byStrength(a: Finding, b: Finding): number {
  return (
    evidences.indexOf(a.evidence) - evidences.indexOf(b.evidence) ||
    a.score - b.score ||
    a.end - a.start - (b.end - b.start)
  );
}
