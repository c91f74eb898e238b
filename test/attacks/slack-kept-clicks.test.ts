import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHandleAgain, type HandleAgain } from "../../approval-bot/src/inbound/handle-again.ts";
import { SeenRequests } from "../../approval-bot/src/inbound/seen-requests.ts";
import { leaseMs, Unfinished } from "../../approval-bot/src/inbound/unfinished.ts";
import { createLogger } from "../../approval-bot/src/log.ts";
import { generateSigningKey } from "../../sdk/src/crypto/index.ts";
import { openStorage, type Storage } from "../../sdk/src/storage/index.ts";

/** Somebody who writes to the database where the bot keeps the clicks that it has not handled yet. */
const key = generateSigningKey();
const logger = createLogger("silent");
const click = (request: string) => ({
  type: "block_actions",
  user: { id: "U1" },
  team: { id: "T1" },
  channel: { id: "C1" },
  trigger_id: "good-once",
  response_url: "https://slack.example/answer",
  message: { text: "the card" },
  actions: [{ action_id: "sallyport.approve", value: request }],
});

let storage: Storage;
let now: number;
let handled: unknown[];
beforeEach(async () => {
  storage = await openStorage(":memory:");
  now = 1_800_000_000_000;
  handled = [];
});
afterEach(() => storage.destroy());

const remember: HandleAgain = async (body) => void handled.push(body);
const replica = (again = remember, own = key) =>
  new Unfinished({ storage, key: own, again, clock: () => now, logger });
/** The replica dies as soon as it has taken it. */
const takeAndDie = (digest: string, body: object) =>
  new SeenRequests(storage, () => now).isSeen(digest, replica().seal(digest, body));
/** What somebody left over is looked for, and ended. */
async function lookAfter(ms: number, ...replicas: readonly Unfinished[]): Promise<void> {
  now += ms;
  await Promise.all(replicas.map((each) => each.look()));
  await Promise.all(replicas.map((each) => each.stop()));
}

it("ends what is left over once, among replicas that look in one moment", async () => {
  await Promise.all(["a", "b", "c"].map((digest) => takeAndDie(digest, click(digest))));
  await lookAfter(leaseMs - 1, replica());
  expect(handled).toHaveLength(0);
  await lookAfter(1, replica(), replica(), replica());
  expect(handled).toHaveLength(3);
  await lookAfter(10 * leaseMs, replica());
  expect(handled).toHaveLength(3);
});

it("leaves alone what a replica is still at, however long that takes", async () => {
  const slow = replica();
  await takeAndDie("a", click("a"));
  let end = (): void => {};
  void slow.finish("a", () => new Promise((resolve) => (end = resolve)));
  for (let looked = 0; looked < 5; looked += 1) {
    now += leaseMs - 1;
    await slow.look();
    await lookAfter(0, replica());
  }
  end();
  await slow.stop();
  await lookAfter(leaseMs, replica());
  expect(handled).toHaveLength(0);
});

it("tries again what could not be handled", async () => {
  await takeAndDie("a", click("a"));
  await lookAfter(
    leaseMs,
    replica(() => Promise.reject(new Error("the database is away"))),
  );
  await lookAfter(leaseMs, replica());
  expect(handled).toHaveLength(1);
});

describe("[G2] whoever writes to the database", () => {
  const write = (digest: string, kept: string) =>
    storage.insertInto("slack_inbound").values({ digest, at: now, kept, lease_until: 0 }).execute();

  it("cannot click in anybody's name", async () => {
    await write("clear", JSON.stringify({ at: now, body: click("r") }));
    await write("garbage", "====");
    await write("other-key", replica(remember, generateSigningKey()).seal("other-key", click("r")));
    await write("moved", replica().seal("from elsewhere", click("r")));
    await lookAfter(leaseMs, replica());
    expect(handled).toEqual([]);
    expect(
      await storage.selectFrom("slack_inbound").select("digest").where("kept", "is not", null).execute(),
    ).toEqual([]);
  });

  it("cannot bring back an old click: it counts for nothing, and the person is told", async () => {
    const told: unknown[] = [];
    const chat = { postEphemeral: async (message: { text: string }) => told.push(message.text) };
    const again = createHandleAgain({
      app: { processEvent: async (event) => void handled.push(event) },
      desks: {
        of: async () => ({ client: { chat }, logger }) as never,
        forTeam: async () => undefined,
        all: async () => [],
      },
      clock: () => now,
    });
    const kept = replica().seal("a", click("a"));
    await write("a", kept);
    await lookAfter(5 * 60_000, replica(again));
    expect(handled).toHaveLength(1);
    await storage.updateTable("slack_inbound").set({ kept, lease_until: 0, at: now }).execute();
    await lookAfter(1, replica(again));
    expect(handled).toHaveLength(1);
    expect(told).toEqual([expect.stringContaining("click again")]);
  });

  it("reads nothing there; and what Slack takes for a moment is not kept at all", async () => {
    await takeAndDie("a", click("secret-request"));
    const { kept } = await storage.selectFrom("slack_inbound").select("kept").executeTakeFirstOrThrow();
    for (const text of ["secret-request", "sallyport.approve", "slack.example"]) {
      expect(kept).not.toContain(text);
      expect(Buffer.from(kept ?? "", "base64").toString("latin1")).not.toContain(text);
    }
    await lookAfter(leaseMs, replica());
    expect(handled).toEqual([expect.objectContaining({ user: { id: "U1" } })]);
    for (const field of ["trigger_id", "response_url", "message"])
      expect(handled[0]).not.toHaveProperty(field);
  });
});
