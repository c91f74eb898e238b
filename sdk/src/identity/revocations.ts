import { type Clock, systemClock } from "../clock.ts";
import type { Ledger } from "../receipts/index.ts";
import { bumpEpoch, epochReader, type Storage } from "../storage/index.ts";
import { refuse } from "./identity-error.ts";
import { type NewRevocation, parseNewRevocation } from "./new-revocation.ts";
import type { Revocation, RevocationSubject } from "./revocation.ts";
import { toRevocation, toRow } from "./revocation-row.ts";

export interface Revocations {
  /** In force when it resolves, in every process that shares the database. @throws {TypeError} for bad input. */
  revoke(revocation: NewRevocation): Promise<Revocation>;
  /** @throws {SallyportError} `ERR_IDENTITY_REVOCATION_UNKNOWN` when no revocation in force has this id. */
  lift(id: string, actor: string): Promise<Revocation>;
  /** Newest first, with those that were lifted or have expired. */
  list(): Promise<readonly Revocation[]>;
  /** The first subject's revocation that is in force now, if any. */
  find(subjects: readonly RevocationSubject[]): Promise<Revocation | undefined>;
  /** Grows with every change, in whatever process. */
  epoch(): Promise<number>;
}

const epochName = "revocations";
/** The tenant of the receipt of a revocation that is not of one tenant. */
const everyTenant = "*";

/**
 * Revocations live in one table. Each look-up reads one counter by its primary key, and reads the table again
 * only when the counter has moved: what another process committed is seen by the very next call.
 */
export function openRevocations(options: { storage: Storage; ledger?: Ledger; clock?: Clock }): Revocations {
  const { storage, ledger, clock = systemClock } = options;
  let snapshot: { readonly epoch: number; readonly bySubject: ReadonlyMap<string, readonly Revocation[]> } = {
    epoch: -1,
    bySubject: new Map(),
  };

  const epoch = epochReader(storage, epochName);

  async function unlifted() {
    const current = await epoch();
    if (snapshot.epoch === current) return snapshot.bySubject;
    // The rows are read after the counter: they may be newer than it says, never older.
    const rows = await storage.selectFrom("revocation").selectAll().where("lifted_at", "is", null).execute();
    const bySubject = new Map<string, Revocation[]>();
    for (const revocation of rows.map(toRevocation)) {
      const key = keyOf(revocation);
      bySubject.set(key, [...(bySubject.get(key) ?? []), revocation]);
    }
    snapshot = { epoch: current, bySubject };
    return bySubject;
  }

  return {
    epoch,

    async revoke(input) {
      const revocation = parseNewRevocation(input, clock());
      await storage.transaction().execute(async (transaction) => {
        await transaction.insertInto("revocation").values(toRow(revocation)).execute();
        await bumpEpoch(transaction, epochName);
      });
      // First the effect, then the evidence: a ledger that fails must not keep authority alive.
      await ledger?.append({
        type: "revocation-created",
        tenant: revocation.tenant ?? everyTenant,
        principal: revocation.actor,
        facts: factsOf(revocation),
      });
      return revocation;
    },

    async lift(id, actor) {
      const row = await storage.transaction().execute(async (transaction) => {
        const lifted = await transaction
          .updateTable("revocation")
          .set({ lifted_at: clock(), lifted_by: actor })
          .where("id", "=", id)
          .where("lifted_at", "is", null)
          .returningAll()
          .executeTakeFirst();
        if (lifted === undefined) {
          return refuse("ERR_IDENTITY_REVOCATION_UNKNOWN", `No revocation in force has the id ${id}.`);
        }
        await bumpEpoch(transaction, epochName);
        return lifted;
      });
      const revocation = toRevocation(row);
      await ledger?.append({
        type: "revocation-lifted",
        tenant: revocation.tenant ?? everyTenant,
        principal: actor,
        facts: factsOf(revocation),
      });
      return revocation;
    },

    async list() {
      const rows = await storage.selectFrom("revocation").selectAll().orderBy("created_at", "desc").execute();
      return rows.map(toRevocation);
    },

    async find(subjects) {
      const bySubject = await unlifted();
      if (bySubject.size === 0) return undefined;
      const now = clock();
      for (const subject of subjects) {
        const found = bySubject.get(keyOf(subject))?.find((each) => applies(each, subject, now));
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

function applies(revocation: Revocation, { tenant }: RevocationSubject, now: number): boolean {
  if (revocation.expiresAt !== undefined && revocation.expiresAt <= now) return false;
  return revocation.tenant === undefined || tenant === undefined || revocation.tenant === tenant;
}

/** Kinds are words of ours without a colon, so no two pairs share a key. */
function keyOf({ kind, subject }: RevocationSubject): string {
  return `${kind}:${subject}`;
}

function factsOf({ id, kind, subject, reason, actor, expiresAt }: Revocation) {
  return { revocation: id, kind, subject, reason, actor, expiresAt: expiresAt ?? null };
}
