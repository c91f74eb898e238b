import { describe, expect, it } from "vitest";
import { openSlackLinks } from "../../../sdk/src/approvals/index.ts";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { openStorage } from "../../../sdk/src/storage/index.ts";

const identity = { enterprise: "", team: "T1", user: "U1" };
const fay = { tenant: "acme", principal: "fay" };

async function open() {
  const storage = await openStorage(":memory:");
  const key = generateSigningKey();
  return { storage, key, links: openSlackLinks({ storage, key, clock: () => 1 }) };
}

describe("links between Slack and the directory", () => {
  it("are found by enterprise, workspace and user together", async () => {
    const { links } = await open();
    await links.link(identity, fay);
    expect(await links.find(identity)).toEqual(fay);
    for (const other of [{ enterprise: "E1" }, { team: "T2" }, { user: "U2" }])
      expect(await links.find({ ...identity, ...other })).toBeUndefined();
  });

  it("are replaced by the next one, and can be taken back", async () => {
    const { links } = await open();
    await links.link(identity, fay);
    await links.link(identity, { ...fay, principal: "finn" });
    expect(await links.find(identity)).toEqual({ tenant: "acme", principal: "finn" });
    expect(await links.unlink(identity)).toBe(true);
    expect(await links.unlink(identity)).toBe(false);
    expect(await links.find(identity)).toBeUndefined();
  });

  it("[G2] that the bot's key has not signed are nobody's: a writer to the database gains nothing", async () => {
    const { storage, links } = await open();
    await links.link(identity, fay);
    await storage.updateTable("slack_link").set({ principal: "mallory" }).execute();
    expect(await links.find(identity)).toBeUndefined();
    await openSlackLinks({ storage, key: generateSigningKey(), clock: () => 1 }).link(identity, fay);
    expect(await links.find(identity)).toBeUndefined();
  });
});
