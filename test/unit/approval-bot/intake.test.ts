import { afterEach, beforeEach, expect, it } from "vitest";
import type { Desk } from "../../../approval-bot/src/desk.ts";
import { createIntake } from "../../../approval-bot/src/inbound/intake.ts";
import { Unfinished } from "../../../approval-bot/src/inbound/unfinished.ts";
import { createLogger } from "../../../approval-bot/src/log.ts";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";

const now = 1_800_000_000_000;
const click = { type: "block_actions", api_app_id: "A1", team: { id: "T1" } };
const logger = createLogger("silent");

let storage: Storage;
let happened: string[];
beforeEach(async () => {
  storage = await openStorage(":memory:");
  happened = [];
});
afterEach(() => storage.destroy());

const open = () =>
  createIntake({
    storage,
    logger,
    unfinished: unfinished(),
    appId: "A1",
    clock: () => now,
    desks: { of: async ({ team }) => (team?.id === "T1" ? ({} as Desk) : undefined), ...nobodyElse },
    app: {
      async processEvent({ ack }) {
        happened.push("handled");
        await ack();
      },
    },
  });
const unfinished = () =>
  new Unfinished({ storage, key: generateSigningKey(), again: async () => {}, clock: () => now, logger });
const nobodyElse = { forTeam: async () => undefined, all: async () => [] };
const acknowledge = async () => {
  happened.push("acknowledged");
};

it("acknowledges a click before it looks for a listener, and only once", async () => {
  expect(await open()({ body: click, acknowledge })).toBe(true);
  expect(happened).toEqual(["acknowledged", "handled"]);
});

it("lets the listener acknowledge what it answers with a view", async () => {
  expect(await open()({ body: { ...click, type: "view_submission" }, acknowledge })).toBe(true);
  expect(happened).toEqual(["handled", "acknowledged"]);
});

it("handles a click once although Slack never hears that it arrived, and sends it again", async () => {
  const intake = open();
  await intake({ body: click, acknowledge: () => Promise.reject(new Error("the socket is gone")) });
  expect(happened).toEqual(["handled"]);
  await intake({ body: click, acknowledge });
  expect(happened).toEqual(["handled", "acknowledged"]);
});

it.each([
  ["of five minutes ago", {}, now / 1000 - 301],
  ["from the future", {}, now / 1000 + 301],
  ["of no time", {}, Number.NaN],
  ["for another app", { api_app_id: "A2" }, now / 1000],
  ["of another workspace", { team: { id: "T2" } }, now / 1000],
])("[G2] neither acknowledges nor handles a click %s", async (_, change, sentAt) => {
  expect(await open()({ body: { ...click, ...change }, sentAt, acknowledge })).toBe(false);
  expect(happened).toEqual([]);
});

it("[G8] acknowledges nothing that it cannot remember", async () => {
  await storage.destroy();
  await expect(open()({ body: click, acknowledge })).rejects.toThrow();
  expect(happened).toEqual([]);
  storage = await openStorage(":memory:");
});
