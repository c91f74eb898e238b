import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openInstallations } from "../../../approval-bot/src/install/installations.ts";
import { createSeal } from "../../../approval-bot/src/install/seal.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";

let storage: Storage;
beforeEach(async () => {
  storage = await openStorage(":memory:");
});
afterEach(() => storage.destroy());

const bot = { token: "t", id: "B1", userId: "U1", scopes: [] };
const sound = {
  team: { id: "T1" },
  enterprise: undefined,
  appId: "A1",
  user: { id: "U2", token: undefined },
  bot,
  isEnterpriseInstall: false,
} as unknown as Installation;

type Installation = Parameters<ReturnType<typeof open>["storeInstallation"]>[0];
const open = () =>
  openInstallations({
    storage,
    seal: createSeal(randomBytes(32)),
    appId: "A1",
    teams: new Set(["T1"]),
    clock: () => 1,
  });

it("keeps an installation of a workspace that has a channel", async () => {
  const installations = open();
  await installations.storeInstallation(sound);
  expect(await installations.list()).toMatchObject([{ team: "T1", token: "t" }]);
});

it.each([
  ["for a whole organisation", { isEnterpriseInstall: true, team: undefined }],
  ["whose token rotates", { bot: { ...bot, refreshToken: "r", expiresAt: 43_200 } }],
  ["of another app", { appId: "A2" }],
  ["of a workspace without a channel", { team: { id: "T2" } }],
  ["without a bot", { bot: undefined }],
])("[G8] keeps none %s", async (_, change) => {
  const installations = open();
  await expect(installations.storeInstallation({ ...sound, ...change } as Installation)).rejects.toThrow();
  expect(await installations.list()).toEqual([]);
});
