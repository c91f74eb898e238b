import type { Vectors } from "./mixture.ts";
import { createRandom, createZipf } from "./random.ts";

/** For each row the number of its label, from 1. */
export type Labels = Uint32Array;

/** 500 labels of Zipf sizes; half of the documents have their topic's home label, so that topics and readers go together. */
export function labelLadder(vectors: Vectors, seed: number): Labels {
  const random = createRandom(seed);
  const draw = createZipf(500, 0.7, random);
  const home = Uint32Array.from({ length: 1000 }, () => draw() + 1);
  return Uint32Array.from(vectors.topics, (topic) => (random() < 0.5 ? home[topic]! : draw() + 1));
}

/** Labels drawn at random until they cover about this share of the rows; 1 at the chosen ones. */
export function chooseLabels(labels: Labels, share: number, seed: number): Uint8Array {
  const random = createRandom(seed);
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const flags = new Uint8Array(Math.max(...sizes.keys()) + 1);
  const wanted = labels.length * share;
  let covered = 0;
  const order = [...sizes].map((entry) => ({ entry, at: random() })).sort((a, b) => a.at - b.at);
  for (const {
    entry: [label, size],
  } of order) {
    if (share < 1 && covered + size > wanted * 1.1) continue;
    flags[label] = 1;
    covered += size;
    if (covered >= wanted * 0.98 && share < 1) break;
  }
  return flags;
}

export interface Principal {
  readonly tenant: number;
  readonly roles: ReadonlySet<number>;
}

export interface Workload {
  readonly tenants: Uint32Array;
  readonly labels: Labels;
  readonly labelCount: number;
  /** By label number: the tenant, and the roles that may read. */
  readonly readers: readonly { readonly tenant: number; readonly roles: readonly number[] }[];
  readonly principals: readonly Principal[];
}

/**
 * Workload B: 50 tenants of Zipf sizes with 20 roles each; a document is readable by one to three roles, or (one in
 * twenty) by a single person; principals hold one to four roles.
 */
export function createWorkload(count: number, principalCount: number, seed: number): Workload {
  const random = createRandom(seed);
  const drawTenant = createZipf(50, 1, random);
  const drawRole = createZipf(20, 0.7, random);
  const numbers = new Map<string, number>();
  const readers: { tenant: number; roles: readonly number[] }[] = [{ tenant: -1, roles: [] }];
  const tenants = new Uint32Array(count);
  const labels = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const tenant = drawTenant();
    const isPrivate = random() < 0.05;
    const roles = new Set<number>();
    const wanted = 1 + Math.floor(random() * 3);
    while (roles.size < wanted) roles.add(drawRole());
    const sorted = isPrivate ? [] : [...roles].sort((a, b) => a - b);
    const key = isPrivate ? `${tenant}/private/${row}` : `${tenant}/${sorted.join("+")}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = readers.length;
      numbers.set(key, number);
      readers.push({ tenant, roles: sorted });
    }
    tenants[row] = tenant;
    labels[row] = number;
  }
  const principals = Array.from({ length: principalCount }, () => {
    const roles = new Set<number>();
    const wanted = 1 + Math.floor(random() * 4);
    while (roles.size < wanted) roles.add(drawRole());
    return { tenant: drawTenant(), roles };
  });
  return { tenants, labels, labelCount: readers.length - 1, readers, principals };
}

/** 1 at the labels that the principal may read. */
export function permittedLabels({ readers }: Workload, { tenant, roles }: Principal): Uint8Array {
  return Uint8Array.from(readers, (label) =>
    label.tenant === tenant && label.roles.some((role) => roles.has(role)) ? 1 : 0,
  );
}
