import type { Clock } from "../clock.ts";
import type { Storage } from "../storage/index.ts";

/** Renewed while a run is worked on: a dispatcher that died leaves its runs to others after that. */
const leaseMs = 20_000;
const longestPauseMs = 5 * 60_000;

/** The runs that dispatchers see to their end, and what each waits for. */
export class DispatchedRuns {
  readonly #storage: Storage;
  readonly #clock: Clock;

  constructor(storage: Storage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /** A run that begins, or a conversation that goes on. False while the last run has not ended. */
  async open(session: string): Promise<boolean> {
    const now = this.#clock();
    const begun = {
      state: "open",
      attempts: 0,
      due_at: now,
      lease_until: now + leaseMs,
      started_at: now,
    } as const;
    const { numInsertedOrUpdatedRows: opened } = await this.#storage
      .insertInto("agent_run")
      .values({ session, ...begun })
      .onConflict((conflict) =>
        conflict.column("session").doUpdateSet(begun).where("agent_run.state", "=", "ended"),
      )
      .executeTakeFirst();
    return (opened ?? 0n) > 0n;
  }

  /** Runs that nobody is at and that wait for nothing any more, longest waiting first. */
  async due(): Promise<readonly string[]> {
    const now = this.#clock();
    const rows = await this.#storage
      .selectFrom("agent_run as run")
      .select("run.session")
      .where("run.state", "=", "open")
      .where("run.due_at", "<=", now)
      .where("run.lease_until", "<=", now)
      .where(({ or, not, exists, selectFrom }) => {
        const waits = selectFrom("agent_run_wait as wait")
          .select("wait.approval")
          .whereRef("wait.session", "=", "run.session");
        const answered = waits
          .innerJoin("approval_request as request", "request.id", "wait.approval")
          .where("request.state", "<>", "pending");
        return or([not(exists(waits)), exists(answered)]);
      })
      .orderBy("run.due_at")
      .execute();
    return rows.map(({ session }) => session);
  }

  /** False when another dispatcher was quicker. */
  async claim(session: string): Promise<boolean> {
    const now = this.#clock();
    const { numUpdatedRows } = await this.#storage
      .updateTable("agent_run")
      .set({ lease_until: now + leaseMs })
      .where("session", "=", session)
      .where("state", "=", "open")
      .where("lease_until", "<=", now)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Holds the lease for as long as `work` takes. */
  async holding<T>(session: string, work: () => Promise<T>): Promise<T> {
    const renew = setInterval(() => void this.#renew(session).catch(() => {}), leaseMs / 3);
    try {
      return await work();
    } finally {
      clearInterval(renew);
    }
  }

  async #renew(session: string): Promise<void> {
    await this.#storage
      .updateTable("agent_run")
      .set({ lease_until: this.#clock() + leaseMs })
      .where("session", "=", session)
      .execute();
  }

  /** `pauseMs`: not even looked at before. */
  async waitFor(session: string, approvals: readonly string[], pauseMs = 0): Promise<void> {
    await this.#storage.transaction().execute(async (transaction) => {
      await transaction
        .updateTable("agent_run")
        .set({ attempts: 0, due_at: this.#clock() + pauseMs, lease_until: 0 })
        .where("session", "=", session)
        .execute();
      await transaction.deleteFrom("agent_run_wait").where("session", "=", session).execute();
      await transaction
        .insertInto("agent_run_wait")
        .values(approvals.map((approval) => ({ session, approval })))
        .execute();
    });
  }

  /** The requests that a run waits for, as far as it was noted. */
  async waits(session: string): Promise<readonly string[]> {
    const rows = await this.#storage
      .selectFrom("agent_run_wait")
      .select("approval")
      .where("session", "=", session)
      .execute();
    return rows.map(({ approval }) => approval);
  }

  /** Something failed that may work next time. Returns how often it has, in a row. */
  async postpone(session: string): Promise<number> {
    const { attempts } = await this.#storage
      .updateTable("agent_run")
      .set(({ eb }) => ({ attempts: eb("attempts", "+", 1), lease_until: 0 }))
      .where("session", "=", session)
      .returning("attempts")
      .executeTakeFirstOrThrow();
    const pause = Math.min(500 * 2 ** attempts, longestPauseMs);
    await this.#storage
      .updateTable("agent_run")
      .set({ due_at: this.#clock() + pause })
      .where("session", "=", session)
      .execute();
    return attempts;
  }

  async end(session: string): Promise<void> {
    await this.#storage.deleteFrom("agent_run_wait").where("session", "=", session).execute();
    await this.#storage
      .updateTable("agent_run")
      .set({ state: "ended", lease_until: 0 })
      .where("session", "=", session)
      .execute();
  }
}
