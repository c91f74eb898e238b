import { describe, expect, it } from "vitest";
import { startKillableBot } from "./slack/killable-bot.ts";
import { type SlackWorld, until } from "./slack/world.ts";
import { worldsPerTest } from "./slack/worlds-per-test.ts";

const open = worldsPerTest();

/** A bot that can be killed, and fay in front of a card. */
async function prepare() {
  const world = await open({ replicas: 0 });
  const bot = await startKillableBot(world);
  const fay = await world.addPerson("fay");
  const { request, run } = await world.ask();
  return { world, bot, fay, request, run, card: await world.card(request) };
}

/** Slack's answer to this is on its way for longer than the bot will live. */
const holdUp = (world: SlackWorld, method: string) =>
  world.simulator.api.faults.plan(method, { type: "late", byMs: 20_000 });
const called = (world: SlackWorld, method: string) =>
  until(() => (world.simulator.api.calls.get(method) ?? 0) > 0, `a call of ${method}`);

describe("kill -9 after a click was acknowledged", () => {
  it("[G2] and before it was decided: another replica decides it, once", async () => {
    const { world, bot, fay, request, run, card } = await prepare();
    holdUp(world, "users.info");
    expect(await world.simulator.click(fay, card, "sallyport.approve")).toMatchObject({ status: 200 });
    await called(world, "users.info");
    await bot.kill();
    expect(await world.state(request)).toBe("pending");

    await Promise.all([world.addBot(), world.addBot()]);
    await until(async () => (await world.state(request)) === "approved", "the decision");
    expect(await world.answerTo(fay)).toContain("Recorded: approved");
    expect(await run()).toMatchObject({ type: "executed" });
    expect(await run()).not.toMatchObject({ type: "executed" });
    expect(world.effects).toHaveLength(1);
    expect(world.workspace.ephemerals).toHaveLength(1);
  }, 90_000);

  it("that wanted a modal: she is told to click again", async () => {
    const { world, bot, fay, request, card } = await prepare();
    holdUp(world, "views.open");
    await world.simulator.click(fay, card, "sallyport.deny");
    await called(world, "views.open");
    await bot.kill();

    await world.addBot();
    expect(await world.answerTo(fay)).toContain("click again");
    expect(await world.state(request)).toBe("pending");
  }, 90_000);

  it("on a modal's button: the denial and its reason are not lost", async () => {
    const { world, bot, fay, request, card } = await prepare();
    await world.simulator.click(fay, card, "sallyport.deny");
    const modal = await world.modalOf(fay, "Why not?");
    // Who she is was looked up for the modal: only what has changed is looked up again.
    await world.simulator.tellEvent({ type: "user_change", user: { id: fay.id } });
    holdUp(world, "users.info");
    const looked = world.simulator.api.calls.get("users.info") ?? 0;
    await world.simulator.submit(fay, modal, { text: "Not in this quarter." });
    await until(() => (world.simulator.api.calls.get("users.info") ?? 0) > looked, "a look-up");
    await bot.kill();
    expect(await world.state(request)).toBe("pending");

    await world.addBot();
    await until(async () => (await world.state(request)) === "denied", "the denial");
    await world.modalOf(fay, "Recorded: denied");
    expect(await world.sallyport.approvals.decisions(request.id)).toMatchObject([
      { approver: "fay", reason: "Not in this quarter." },
    ]);
  }, 90_000);
});
