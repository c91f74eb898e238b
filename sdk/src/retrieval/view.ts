import { canonicalJson } from "../crypto/index.ts";
import { readEpoch } from "../storage/index.ts";
import { type LabelTable, loadLabelTable } from "./label-table.ts";
import { type Actors, findPermittedLabels, type PermittedLabel } from "./permitted-labels.ts";
import { planRows } from "./plan.ts";
import type { RetrievalOptions } from "./retrieval.ts";
import { type Revoked, readRevoked } from "./revoked.ts";
import type { Plan } from "./scan.ts";
import { loadSegment, type Segment } from "./segment.ts";

/** What some actors may read now: the permitted labels, and the rows that these are in the index. */
export interface View {
  readonly permitted: ReadonlyMap<string, PermittedLabel>;
  readonly segment: Segment;
  readonly plan: Plan;
  /** False once anything that the view rests on has changed. */
  isCurrent(): Promise<boolean>;
}

export interface Views {
  labelTable(tenant: string): Promise<LabelTable>;
  permittedLabels(actors: Actors): Promise<ReadonlyMap<string, PermittedLabel>>;
  view(actors: Actors): Promise<View>;
}

const maxCachedPlans = 1000;

/** Keeps label tables, segments and plans, each as long as the epochs that it was made at stand. */
export function createViews(options: Required<RetrievalOptions>): Views {
  const { storage, policy, revocations, embeddings, clock } = options;
  const tables = new Map<string, Promise<LabelTable>>();
  const segments = new Map<string, Promise<Segment>>();
  const permissions = new Map<
    string,
    { table: LabelTable; revoked: Revoked; permitted: View["permitted"] }
  >();
  const plans = new WeakMap<View["permitted"], { segment: Segment; plan: Plan }>();
  let revokedNow: Promise<Revoked> | undefined;

  const table = (tenant: string) =>
    refreshed(
      tables,
      tenant,
      () => readEpoch(storage, `labels:${tenant}`),
      () => loadLabelTable(storage, tenant),
    );

  async function segment(tenant: string): Promise<Segment> {
    const epoch = () => readEpoch(storage, `documents:${tenant}`);
    const load = () => loadSegment(storage, tenant, embeddings.model, clock());
    const current = await refreshed(segments, tenant, epoch, load);
    if (current.expiresAt > clock()) return current;
    segments.delete(tenant);
    return refreshed(segments, tenant, epoch, load);
  }

  async function revoked(): Promise<Revoked> {
    const known = await revokedNow;
    if (known !== undefined && known.epoch === (await revocations.epoch()) && known.expiresAt > clock())
      return known;
    revokedNow = readRevoked(revocations, clock);
    return revokedNow;
  }

  async function permissionsOf(actors: Actors) {
    const current = { table: await table(actors.principal.tenant), revoked: await revoked() };
    const { principal, agents, clearance } = actors;
    const key = canonicalJson([
      principal,
      clearance,
      agents.map(({ id, tenant, owner }) => [id, tenant, owner]),
    ]);
    const known = permissions.get(key);
    if (known?.table === current.table && known.revoked === current.revoked) return known;
    const permitted = findPermittedLabels(current.table, policy, actors, current.revoked.labels);
    const entry = { ...current, permitted };
    if (permissions.size >= maxCachedPlans) permissions.delete(permissions.keys().next().value!);
    permissions.set(key, entry);
    return entry;
  }

  return {
    labelTable: table,

    permittedLabels: async (actors) => (await permissionsOf(actors)).permitted,

    async view(actors) {
      const { tenant } = actors.principal;
      const entry = await permissionsOf(actors);
      const rows = await segment(tenant);
      let planned = plans.get(entry.permitted);
      if (planned?.segment !== rows) {
        planned = { segment: rows, plan: planRows(rows, entry.permitted, entry.revoked.documents) };
        plans.set(entry.permitted, planned);
      }
      return {
        permitted: entry.permitted,
        segment: rows,
        plan: planned.plan,
        isCurrent: async () =>
          (await readEpoch(storage, `labels:${tenant}`)) === entry.table.epoch &&
          (await readEpoch(storage, `documents:${tenant}`)) === rows.epoch &&
          (await revocations.epoch()) === entry.revoked.epoch,
      };
    },
  };
}

/** The cached value for `key` while its epoch stands, else a new one; loaded once however many ask. */
async function refreshed<T extends { readonly epoch: number }>(
  cache: Map<string, Promise<T>>,
  key: string,
  epoch: () => Promise<number>,
  load: () => Promise<T>,
): Promise<T> {
  const known = cache.get(key);
  const now = await epoch();
  if (known !== undefined && (await known.catch(() => undefined))?.epoch === now) return known;
  if (cache.get(key) === known) cache.set(key, load());
  return cache.get(key)!;
}
