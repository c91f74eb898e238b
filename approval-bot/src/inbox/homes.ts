import type { Clock, Sallyport, Storage } from "@sallyport/sdk";
import type { webApi } from "@slack/bolt";
import type { Approvers } from "../approvers.ts";
import type { Logger } from "../log.ts";
import { renderHome, renderRefusedHome } from "../messages/home.ts";
import { readFailure } from "../outbox/failure.ts";
import type { Workspace } from "../workspace.ts";
import { readInbox } from "./inbox.ts";

/** Keeps the Homes true that people have opened. */
export interface Homes {
  /** Somebody looks at their Home, or turns its page. */
  open(user: string, page?: number): Promise<void>;
  /** Draws those anew whose inbox has changed. */
  refresh(): Promise<void>;
}

/** Changes that come close together are drawn once. */
const pauseMs = 2_000;
const failedPauseMs = 5_000;
/** Whoever has not looked for this long gets a fresh one when they look. */
const forgottenMs = 7 * 24 * 60 * 60_000;

export function createHomes(options: {
  readonly sallyport: Sallyport;
  readonly client: webApi.WebClient;
  readonly workspace: Workspace;
  readonly approvers: Approvers;
  readonly clock: Clock;
  readonly logger: Logger;
}): Homes {
  const { sallyport, client, workspace, approvers, clock, logger } = options;
  const { storage } = sallyport;
  const { enterprise, team } = workspace;

  async function open(user: string, page = 0): Promise<void> {
    const now = clock();
    const fresh = { tenant: "", page, shown: "", opened_at: now, due_at: now };
    await storage
      .insertInto("slack_home")
      .values({ enterprise, team, slack_user: user, ...fresh })
      .onConflict((conflict) =>
        conflict
          .columns(["enterprise", "team", "slack_user"])
          .doUpdateSet({ page, shown: "", opened_at: now, due_at: now }),
      )
      .execute();
  }

  async function refresh(): Promise<void> {
    const now = clock();
    const homes = await storage
      .selectFrom("slack_home")
      .select(["slack_user as user", "tenant", "page", "shown", "due_at"])
      .where("enterprise", "=", enterprise)
      .where("team", "=", team)
      .where("due_at", "<=", now)
      .where("opened_at", ">", now - forgottenMs)
      .execute();
    const marks = new Map<string, string>();
    for (const home of homes) {
      const mark = marks.get(home.tenant) ?? (await markOf(storage, home.tenant));
      marks.set(home.tenant, mark);
      if (home.shown === mark || !(await claim(home))) continue;
      await draw(home).catch((error: unknown) => {
        logger.warn({ error }, "a Home could not be drawn");
        const failure = readFailure(error);
        const waitMs = failure.type === "limited" ? failure.retryAfterMs : failedPauseMs;
        return note(home.user, { shown: "", due_at: clock() + waitMs });
      });
    }
  }

  /** Of several processes one draws; a page turned meanwhile is drawn after it. */
  async function claim(home: { readonly user: string; readonly due_at: number }): Promise<boolean> {
    const claimed = await storage
      .updateTable("slack_home")
      .set({ due_at: Math.max(clock() + pauseMs, home.due_at + 1) })
      .where("enterprise", "=", enterprise)
      .where("team", "=", team)
      .where("slack_user", "=", home.user)
      .where("due_at", "=", home.due_at)
      .executeTakeFirst();
    return claimed.numUpdatedRows > 0n;
  }

  async function draw({ user, page }: { readonly user: string; readonly page: number }): Promise<void> {
    const person = await approvers.identify({ user, userTeam: team });
    if (person.type === "refused") {
      // Slack will be asked again.
      if (person.code === "not-evaluable") throw new Error("Slack did not say who somebody is.");
      const shown = await markOf(storage, "");
      await client.views.publish({ user_id: user, view: renderRefusedHome(person.message) });
      return note(user, { tenant: "", shown });
    }
    // Noted is what was so before it was read: what changes in between is drawn again.
    const shown = await markOf(storage, person.tenant);
    const inbox = await readInbox(sallyport, person, { now: clock(), page });
    await client.views.publish({ user_id: user, view: renderHome(inbox) });
    await note(user, { tenant: person.tenant, shown });
  }

  async function note(
    user: string,
    change: { readonly tenant?: string; readonly shown: string; readonly due_at?: number },
  ): Promise<void> {
    await storage
      .updateTable("slack_home")
      .set(change)
      .where("enterprise", "=", enterprise)
      .where("team", "=", team)
      .where("slack_user", "=", user)
      .execute();
  }

  return { open, refresh };
}

/** Differs whenever something has happened that an inbox of the tenant could show. */
async function markOf(storage: Storage, tenant: string): Promise<string> {
  const states = await storage
    .selectFrom("approval_request")
    .select((each) => ["state", each.fn.countAll<number>().as("count")])
    .where("tenant", "=", tenant)
    .groupBy("state")
    .orderBy("state")
    .execute();
  const votes = await storage
    .selectFrom("approval_decision as vote")
    .innerJoin("approval_request as request", "request.id", "vote.request_id")
    .select((each) => each.fn.countAll<number>().as("count"))
    .where("request.tenant", "=", tenant)
    .where("request.state", "=", "pending")
    .executeTakeFirstOrThrow();
  const escalated = await storage
    .selectFrom("approval_request")
    .select((each) => each.fn.countAll<number>().as("count"))
    .where("tenant", "=", tenant)
    .where("state", "=", "pending")
    .where("escalated_at", "is not", null)
    .executeTakeFirstOrThrow();
  const quarantined = await storage
    .selectFrom("document")
    .select((each) => [each.fn.countAll<number>().as("count"), each.fn.max("revision").as("revision")])
    .where("tenant", "=", tenant)
    .where("status", "=", "quarantined")
    .executeTakeFirstOrThrow();
  return JSON.stringify([
    tenant,
    [Number(quarantined.count), Number(quarantined.revision)],
    states.map(({ state, count }) => [state, Number(count)]),
    Number(votes.count),
    Number(escalated.count),
  ]);
}
