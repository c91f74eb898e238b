import { canonicalJson } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { RetrievalErrorCode } from "./errors.ts";
import { calibrate } from "./index/calibrate.ts";
import type { Effort } from "./index/effort.ts";
import { pauseAfter } from "./index/pause.ts";
import { type Plan, planRows } from "./index/plan.ts";
import type { Rows } from "./index/rows.ts";
import { searchRows } from "./index/search-rows.ts";
import { readVectorsOf } from "./index/stored-rows.ts";
import type { LabelTable } from "./label-table.ts";
import { type Actors, findPermittedLabels, type PermittedLabels } from "./permitted-labels.ts";
import type { RetrievalOptions } from "./retrieval.ts";
import { type Revoked, readRevoked } from "./revoked.ts";
import { TenantIndex } from "./tenant-index.ts";

/** A chunk that a search found: the database's number of it, and the cosine. */
export interface Found {
  readonly chunk: number;
  readonly score: number;
}

/** What some actors may read now: the permitted labels, and the rows that these are in the index. */
export interface View {
  readonly permitted: PermittedLabels;
  /** Documents that nobody may read, whatever their label. */
  readonly revokedDocuments: ReadonlySet<string>;
  /** How many rows may be compared; with none there is nothing to embed the question for. */
  readonly rows: number;
  search(vector: Float32Array, k: number): Promise<readonly Found[]>;
  /** False once anything that the view rests on has changed. */
  isCurrent(): Promise<boolean>;
}

export interface Views {
  labels(tenant: string): Promise<LabelTable>;
  permittedLabels(actors: Actors): Promise<PermittedLabels>;
  view(actors: Actors): Promise<View>;
}

interface Permission {
  readonly labels: number;
  readonly revoked: Revoked;
  readonly permitted: PermittedLabels;
  planned?: Planned;
}

interface Planned {
  readonly version: number;
  readonly rows: Rows | undefined;
  readonly plan: Plan;
  effort?: Effort;
}

const maxCachedPermissions = 1000;

/** Keeps labels, rows, permissions and plans, each as long as the epochs that it was made at stand. */
export function createViews(options: Required<RetrievalOptions>): Views {
  const { storage, policy, revocations, embeddings, clock, keepVectors, recall } = options;
  const tenants = new Map<string, TenantIndex>();
  const permissions = new Map<string, Permission>();
  let revokedNow: Revoked | undefined;

  function indexOf(tenant: string): TenantIndex {
    const known = tenants.get(tenant);
    if (known !== undefined) return known;
    const resident = keepVectors === "memory";
    const index = new TenantIndex({ storage, tenant, model: embeddings.model, resident, clock });
    tenants.set(tenant, index);
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
    const known = permissions.get(key);
    if (known?.labels === index.labels.epoch && known.revoked === now) return known;
    const permitted = findPermittedLabels(index.labels, policy, actors, now.labels);
    const permission = { labels: index.labels.epoch, revoked: now, permitted };
    permissions.delete(key);
    if (permissions.size >= maxCachedPermissions) permissions.delete(permissions.keys().next().value!);
    permissions.set(key, permission);
    return permission;
  }

  async function planFor(permission: Permission, index: TenantIndex): Promise<Planned> {
    const { segment } = index;
    if (permission.planned?.version === segment.version) return permission.planned;
    const excluded = await documentNumbers(options, index.labels.tenant, permission.revoked.documents);
    const { rows, version } = segment;
    segment.assertUsable(permission.permitted.flags);
    const isExcluded = (row: number) => excluded.has(rows!.documents[row]!);
    const plan: Plan =
      rows === undefined
        ? { runs: new Uint32Array(0), rows: 0 }
        : planRows(
            rows.labels,
            rows.count,
            permission.permitted.flags,
            excluded.size > 0 ? isExcluded : undefined,
          );
    permission.planned = { version, rows, plan };
    return permission.planned;
  }

  return {
    async labels(tenant) {
      const index = indexOf(tenant);
      await index.refresh();
      return index.labels;
    },

    async permittedLabels(actors) {
      const index = indexOf(actors.principal.tenant);
      await index.refresh();
      return (await permissionOf(actors, index)).permitted;
    },

    async view(actors) {
      const index = indexOf(actors.principal.tenant);
      await index.refresh();
      const permission = await permissionOf(actors, index);
      const planned = await planFor(permission, index);
      const { rows, plan } = planned;
      return {
        permitted: permission.permitted,
        revokedDocuments: permission.revoked.documents,
        rows: plan.rows,
        isCurrent: async () =>
          permission.labels === index.labels.epoch &&
          index.segment.version === planned.version &&
          (await index.isCurrent()) &&
          (await revocations.epoch()) === permission.revoked.epoch,

        async search(vector, k) {
          if (rows === undefined || plan.rows === 0) return [];
          if (vector.length !== rows.layout.dimension)
            throw wrongDimension(rows.layout.dimension, vector.length);
          return index.turns.take(async () => {
            const pause = pauseAfter(5);
            planned.effort ??= await calibrate(rows, plan, recall, pause);
            const readVectors = (chunks: readonly number[]) => readVectorsOf(storage, chunks);
            const found = await searchRows(rows, {
              plan,
              vector,
              k,
              effort: planned.effort,
              readVectors,
              pause,
            });
            assertAllCompared(found.compared, plan.rows);
            return found.best.map(({ row, score }) => ({ chunk: rows.chunks[row]!, score }));
          });
        },
      };
    },
  };
}

async function documentNumbers(
  { storage }: RetrievalOptions,
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

/** The proof that the kernel compared the plan's rows and no others. */
function assertAllCompared(compared: number, planned: number): void {
  if (compared === planned) return;
  throw new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_INVARIANT",
    message: `The index compared ${compared} rows where the plan has ${planned}.`,
    hint: "Nothing was returned. Please report this.",
  });
}

function wrongDimension(stored: number, asked: number): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_MODEL_MISMATCH",
    message: `The stored vectors have ${stored} dimensions; the question's has ${asked}.`,
    hint: "Use the embedding model that the documents were ingested with, or ingest them again.",
  });
}
