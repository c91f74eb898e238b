import { afterAll, beforeAll, expect, it } from "vitest";
import type { SimulatedUser } from "../slack-simulator/workspace.ts";
import { openSlackWorld, type SlackWorld, until } from "./slack/world.ts";

let world: SlackWorld;
let fay: SimulatedUser;
let finn: SimulatedUser;
beforeAll(async () => {
  world = await openSlackWorld();
  fay = await world.addPerson("fay");
  finn = await world.addPerson("finn");
});
afterAll(() => world.close());

async function openChange(user: SimulatedUser, args = { order: "10492", amount: 12_400 }) {
  const asked = await world.ask(args);
  const card = await world.card(asked.request);
  await world.simulator.click(user, card, "sallyport.details");
  await world.simulator.clickInView(user, await world.modalOf(user, "Stopped by"), "sallyport.change");
  return { ...asked, card, modal: await world.modalOf(user, "A lower whole number") };
}
const submit = (user: SimulatedUser, modal: Parameters<typeof world.simulator.submit>[1], value: string) =>
  world.simulator.submit(user, modal, { value });

it("[G2] asks for less in a request of its own, which others decide; the card shows before and after", async () => {
  const { request, card, run, modal } = await openChange(fay);
  await submit(fay, modal, "5000");
  await world.modalOf(fay, "Recorded: a request for less");
  await until(() => JSON.stringify(card.blocks).includes("Superseded"), "the old card");
  const next = await world.sallyport.approvals.successor(request.id);
  if (next === undefined) throw new Error("There is no successor.");
  const fresh = await world.card(next);
  expect(JSON.stringify(fresh.blocks)).toContain("Issue refund: amount 5000");
  expect(JSON.stringify(fresh.blocks)).toContain('"12400","style":');

  await world.simulator.click(fay, fresh, "sallyport.approve");
  expect(await world.answerTo(fay)).toContain("You may not decide this");
  await world.simulator.click(finn, fresh, "sallyport.approve");
  expect(await world.answerTo(finn)).toContain("approved");
  expect(await run()).toMatchObject({ type: "executed" });
  expect(world.effects).toEqual([{ order: "10492", amount: 5_000 }]);
});

it.each(["12400", "12401", "-1", "0", "1e3", "5000.5", "9".repeat(16), "<!channel>"])(
  "[G2] refuses %s: it is not less",
  async (value) => {
    const { request, modal } = await openChange(fay, { order: value, amount: 12_400 });
    await submit(fay, modal, value);
    await world.modalOf(fay, "Not recorded.");
    expect(await world.state(request)).toBe("pending");
  },
);

it("[G2] refuses who may not decide", async () => {
  const gus = await world.addPerson("gus");
  const { request, modal } = await openChange(gus, { order: "7", amount: 70 });
  await submit(gus, modal, "5");
  await world.modalOf(gus, "Not recorded.");
  expect(await world.state(request)).toBe("pending");
});
