import { afterEach, beforeEach, expect, it } from "vitest";
import { SeenRequests } from "../../../approval-bot/src/inbound/seen-requests.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";

let storage: Storage;
beforeEach(async () => {
  storage = await openStorage(":memory:");
});
afterEach(() => storage.destroy());

const open = () => new SeenRequests(storage, () => 1);

it("[G2] lets one of a hundred copies through, among replicas and in one moment", async () => {
  const replicas = [open(), open()];
  const seen = await Promise.all(
    Array.from({ length: 100 }, (_, index) => (replicas[index % 2] as SeenRequests).isSeen("click")),
  );
  expect(seen.filter((isSeen) => !isSeen)).toHaveLength(1);
  expect(await open().isSeen("click")).toBe(true);
});

it("takes different requests for new ones", async () => {
  const requests = open();
  const clicks = Array.from({ length: 1_200 }, (_, click) => requests.isSeen(`click ${click}`));
  expect(new Set(await Promise.all(clicks))).toEqual(new Set([false]));
});

it("[G8] lets nothing through when the database does not answer", async () => {
  const requests = open();
  await storage.destroy();
  await expect(requests.isSeen("click")).rejects.toThrow();
  storage = await openStorage(":memory:");
});
