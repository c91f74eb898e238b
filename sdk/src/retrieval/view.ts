import { canonicalJson } from "../crypto/index.ts";
import type { Storage } from "../storage/index.ts";
import { filterDocuments, filterLabels, type SearchFilter } from "./filter.ts";
import { narrowPlan, planRows } from "./index/plan.ts";
import { createScanThreads } from "./index/scan-threads.ts";
import type { LabelTable } from "./label-table.ts";
import { type Actors, findPermittedLabels, type PermittedLabels } from "./permitted-labels.ts";
import { type Calibration, PlannedRows, type PlannedRowsOptions } from "./planned-rows.ts";
import type { Readable } from "./read-chunks.ts";
import type { RetrievalOptions } from "./retrieval-options.ts";
import { type Revoked, readRevoked } from "./revoked.ts";
import { TenantIndex } from "./tenant-index.ts";

/** What some actors may read now: the permitted labels, and the rows that these are in the index. */
export interface View extends Readable {
  /** Undefined when there is nothing that they may read, and so nothing to embed the question for. */
  readonly rows: PlannedRows | undefined;
  /** False once anything that the view rests on has changed, or anything was revoked since this epoch. */
  isCurrent(revocationEpoch: number): Promise<boolean>;
}

export interface Views {
  labels(tenant: string): Promise<LabelTable>;
  permittedLabels(actors: Actors): Promise<PermittedLabels>;
  /** @throws {SallyportError} `ERR_RETRIEVAL_MODEL_MISMATCH` when some permitted document cannot be compared. */
  view(actors: Actors, filter?: SearchFilter): Promise<View>;
}

/** What some actors may read, as of some policies, labels and revocations. */
interface Permission {
  readonly policyHash: string;
  readonly labels: number;
  readonly revoked: Revoked;
  readonly permitted: PermittedLabels;
  /** Of the same actors' rows before. */
  readonly calibration: Calibration | undefined;
  planned?: Planned;
}

/** The rows of a permission, as of one version of the index; whole, and by filter. */
interface Planned {
  readonly version: number;
  readonly whole: PlannedRows | undefined;
  readonly filtered: Map<string, PlannedRows>;
}

const maxPermissions = 1000;
const maxFilters = 16;

/** Keeps labels, rows, permissions and plans, each as long as the epochs that it was made at stand. */
export function createViews(options: Required<RetrievalOptions>): Views {
  const { storage, policy, revocations, embeddings, clock, keepVectors, recall, cacheFolder } = options;
  const threads = createScanThreads(options.threads);
  const tenants = new Map<string, TenantIndex>();
  const permissions = new Map<string, Permission>();
  let revokedNow: Revoked | undefined;

  const searchable = (
    { turns, lexicon }: TenantIndex,
    some: Pick<PlannedRowsOptions, "rows" | "plan" | "calibration">,
  ) => new PlannedRows({ storage, turns, lexicon, threads, recall, ...some });

  async function refreshed(tenant: string): Promise<TenantIndex> {
    let index = tenants.get(tenant);
    if (index === undefined) {
      const resident = keepVectors === "memory";
      const { model } = embeddings;
      index = new TenantIndex({ storage, tenant, model, resident, clock, recall, cacheFolder });
      tenants.set(tenant, index);
    }
    await index.refresh();
    return index;
  }

  async function revoked(): Promise<Revoked> {
    const epoch = await revocations.epoch();
    if (revokedNow?.epoch !== epoch || revokedNow.expiresAt <= clock()) {
      revokedNow = await readRevoked(revocations, epoch);
    }
    return revokedNow;
  }

  async function permissionOf(actors: Actors, index: TenantIndex): Promise<Permission> {
    const { principal, agents, clearance } = actors;
    const key = canonicalJson([
      principal,
      clearance,
      agents.map(({ id, tenant, owner }) => [id, tenant, owner]),
    ]);
    const now = await revoked();
    // From here to the end nothing waits: the policies, which may be replaced at any time, are one set throughout.
    const { policyHash } = policy;
    const labels = index.labels.epoch;
    const known = permissions.get(key);
    const isDecided = known?.policyHash === policyHash;
    if (isDecided && known.labels === labels && known.revoked === now) return known;
    const earlier = isDecided ? known.permitted.decisions : undefined;
    const permitted = findPermittedLabels(index.labels, policy, actors, now.labels, earlier);
    const calibration = known?.planned?.whole?.calibration ?? known?.calibration;
    const permission: Permission = { policyHash, labels, revoked: now, permitted, calibration };
    // What could not be decided is denied now, and asked again next time.
    return permitted.isComplete ? remember(permissions, maxPermissions, key, permission) : permission;
  }

  /** All rows of the permission, as of this version of the index. */
  async function plan(permission: Permission, index: TenantIndex): Promise<Planned> {
    const { segment, labels } = index;
    if (permission.planned?.version === segment.version) return permission.planned;
    const { permitted, revoked } = permission;
    const hidden = await documentNumbers(storage, labels.tenant, revoked.documents);
    segment.assertUsable(permitted.flags);
    const { rows, version } = segment;
    const isHidden = (row: number) => hidden.has(rows!.documents[row]!);
    const whole =
      rows &&
      searchable(index, {
        rows,
        calibration: permission.planned?.whole?.calibration ?? permission.calibration,
        plan: planRows(rows.labels, rows.count, permitted.flags, hidden.size > 0 ? isHidden : undefined),
      });
    permission.planned = { version, whole, filtered: new Map() };
    return permission.planned;
  }

  /** Of these rows, those that the filter lets through. */
  async function narrow(
    { whole, filtered }: Planned,
    index: TenantIndex,
    flags: Uint8Array,
    filter: SearchFilter,
  ) {
    const key = canonicalJson(filter);
    const known = filtered.get(key);
    if (known !== undefined || whole === undefined) return known;
    const { labels } = index;
    const suitable = filterLabels(labels, flags, filter);
    const chosen = await filterDocuments(storage, labels.tenant, filter);
    const { rows } = whole;
    const suits = (row: number) =>
      suitable[rows.labels[row]!] === 1 && (chosen?.has(rows.documents[row]!) ?? true);
    const narrowed = narrowPlan(whole.plan, suits);
    const found = searchable(index, { rows, plan: narrowed, calibration: whole.calibrate() });
    return remember(filtered, maxFilters, key, found);
  }

  return {
    labels: async (tenant) => (await refreshed(tenant)).labels,

    async permittedLabels(actors) {
      return (await permissionOf(actors, await refreshed(actors.principal.tenant))).permitted;
    },

    async view(actors, filter) {
      const index = await refreshed(actors.principal.tenant);
      const permission = await permissionOf(actors, index);
      const planned = await plan(permission, index);
      const { permitted, revoked, labels, policyHash } = permission;
      const rows =
        filter === undefined ? planned.whole : await narrow(planned, index, permitted.flags, filter);
      return {
        permitted,
        revokedDocuments: revoked.documents,
        rows: rows?.plan.rows === 0 ? undefined : rows,
        isCurrent: async (epoch) =>
          epoch === revoked.epoch &&
          policyHash === policy.policyHash &&
          labels === index.labels.epoch &&
          planned.version === index.segment.version &&
          (await index.isCurrent()) &&
          (await revocations.epoch()) === epoch,
      };
    },
  };
}

/** Keeps the newest entries of a cache. */
function remember<T>(cache: Map<string, T>, most: number, key: string, value: T): T {
  cache.delete(key);
  if (cache.size >= most) cache.delete(cache.keys().next().value!);
  cache.set(key, value);
  return value;
}

async function documentNumbers(
  storage: Storage,
  tenant: string,
  ids: ReadonlySet<string>,
): Promise<ReadonlySet<number>> {
  if (ids.size === 0) return new Set();
  const documents = await storage
    .selectFrom("document")
    .select("number")
    .where("tenant", "=", tenant)
    .where("id", "in", [...ids])
    .execute();
  return new Set(documents.map(({ number }) => number));
}
