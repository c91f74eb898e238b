import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SimulatedUser } from "../slack-simulator/workspace.ts";
import { openSlackWorld, type SlackWorld, until } from "./slack/world.ts";

let world: SlackWorld;
let fay: SimulatedUser;
beforeAll(async () => {
  world = await openSlackWorld();
  fay = await world.addPerson("fay");
});
afterAll(() => world.close());

let asked = 0;
async function denied() {
  asked += 1;
  const call = await world.ask({ order: String(asked), amount: asked });
  const card = await world.card(call.request);
  await world.simulator.click(fay, card, "sallyport.deny");
  await world.simulator.submit(fay, await world.modalOf(fay, "Why not?"), { text: "An attack." });
  await until(() => JSON.stringify(card.blocks).includes("Stop the agent"), "the stop buttons");
  return { ...call, card };
}

describe("on the card of a denied action", () => {
  it("[G5] security stops the run, and the agent's other runs go on", async () => {
    const { card, request } = await denied();
    const sena = await world.addPerson("sena");
    await world.simulator.click(sena, card, "sallyport.stop-run");
    await world.simulator.submit(sena, await world.modalOf(sena, "Stop this run"), { text: "Taken over." });
    await world.modalOf(sena, "Recorded: revoked");
    // Once more, as by a replica that takes over from one that died just after: still one to lift.
    await world.simulator.click(sena, card, "sallyport.stop-run");
    await world.simulator.submit(sena, await world.modalOf(sena, "Stop this run"), { text: "Taken over." });
    await world.modalOf(sena, "Recorded: revoked");
    expect(await world.sallyport.revocations.list()).toHaveLength(1);
    expect(
      await world.sallyport.revocations.find([{ kind: "session", subject: request.session }]),
    ).toMatchObject({ actor: "sena", reason: "Taken over." });
    await world.ask({ order: "other run", amount: 1 });
  });

  it("[G2] nobody else stops anything", async () => {
    const { card, request } = await denied();
    const sigrid = await world.addPerson("sigrid", {}, { tenant: "borealis" });
    await world.simulator.click(sigrid, card, "sallyport.stop-run");
    await world.modalOf(sigrid, "another tenant");
    for (const [user, action] of [
      [fay, "sallyport.stop-agent"],
      [await world.addPerson("ana"), "sallyport.stop-run"],
    ] as const) {
      await world.simulator.click(user, card, action);
      await world.simulator.submit(user, await world.modalOf(user, "Why?"), { text: "Because." });
      await world.modalOf(user, "You may not revoke this");
    }
    const parts = [
      { kind: "agent", subject: "support-bot" },
      { kind: "session", subject: request.session },
    ] as const;
    expect(await world.sallyport.revocations.find(parts)).toBeUndefined();
  });

  it("[G5] its owner stops the agent everywhere", async () => {
    const { card } = await denied();
    const waiting = await world.ask({ order: "waits", amount: 9 });
    const olga = await world.addPerson("olga");
    await world.simulator.click(olga, card, "sallyport.stop-agent");
    await world.simulator.submit(olga, await world.modalOf(olga, "Stop support-bot"), {
      text: "Taken over.",
    });
    await world.modalOf(olga, "Recorded: revoked");
    await world.simulator.click(fay, await world.card(waiting.request), "sallyport.approve");
    await until(async () => (await world.state(waiting.request)) === "approved", "the approval");
    expect(await waiting.run()).toMatchObject({ type: "refused" });
    expect(world.effects).toEqual([]);
  });
});
