import { describe, expect, it } from "vitest";
import { type SlackWorld, until } from "./slack/world.ts";
import { worldsPerTest } from "./slack/worlds-per-test.ts";

const open = worldsPerTest();

const cardsOf = (world: SlackWorld) =>
  world.workspace.messages.filter(({ metadata }) => metadata?.event_type === "sallyport_card");

describe("a card", () => {
  it.each(["answer-lost", "failed-after-write"] as const)(
    "whose answer is lost (%s) is found, not posted again",
    async (type) => {
      const world = await open();
      world.simulator.api.faults.plan("chat.postMessage", { type });
      const { request } = await world.ask();
      await until(async () => {
        const row = await world.sallyport.storage.selectFrom("slack_message").select("ts").executeTakeFirst();
        return typeof row?.ts === "string";
      }, "the outbox to know its card");
      expect(cardsOf(world)).toHaveLength(1);
      expect(world.simulator.api.calls.get("conversations.history")).toBe(1);

      const fay = await world.addPerson("fay");
      await world.simulator.click(fay, await world.card(request), "sallyport.approve");
      await until(async () => (await world.state(request)) === "approved", "the decision");
    },
  );

  it("waits out Slack being down and a limit, and loses nothing", async () => {
    const world = await open();
    world.simulator.api.faults.setDown(true);
    const asked = await Promise.all([1, 2, 3].map((n) => world.ask({ order: String(n), amount: n })));
    await until(() => (world.simulator.api.calls.get("conversations.info") ?? 0) > 0, "a try");
    expect(cardsOf(world)).toHaveLength(0);
    world.simulator.api.faults.setDown(false);
    world.simulator.api.faults.plan("chat.postMessage", { type: "limited", retryAfter: 1 }, 2);
    for (const { request } of asked) expect(await world.state(request)).toBe("pending");
    for (const { request } of asked) await world.card(request);
    expect(cardsOf(world)).toHaveLength(3);
  });

  it("that somebody deleted is posted again when it has something to say", async () => {
    const world = await open();
    const fay = await world.addPerson("fay");
    const { request } = await world.ask();
    const card = await world.card(request);
    world.simulator.api.faults.plan("chat.update", { type: "refused", error: "message_not_found" });
    await world.simulator.click(fay, card, "sallyport.approve");
    await until(() => cardsOf(world).length === 2, "the new card");
    expect(JSON.stringify(cardsOf(world)[1]?.blocks)).toContain("Approved by fay");
  });

  it("shows the last state when updates pile up, within Slack's limits", async () => {
    const world = await open({ isLimited: true });
    const asked = await Promise.all(
      Array.from({ length: 6 }, (_, n) => world.ask({ order: String(n), amount: n + 1 })),
    );
    for (const { request } of asked) await world.card(request);
    expect(cardsOf(world)).toHaveLength(6);
    for (const { request } of asked) await world.sallyport.approvals.cancel(request.id, "ana");
    await until(
      () => cardsOf(world).every((card) => JSON.stringify(card.blocks).includes("Cancelled")),
      "the records",
    );
  });

  it("[G8] that nobody can read, since its row was tampered with, keeps no other from being shown", async () => {
    const world = await open();
    await Promise.all(world.bots.splice(0).map((bot) => bot.stop()));
    const tampered = await world.ask({ order: "1", amount: 1 });
    const { storage } = world.sallyport;
    const changed = JSON.stringify({ ...tampered.request, arguments: { order: "1", amount: 9_999 } });
    await storage
      .updateTable("approval_request")
      .set({ request_json: changed })
      .where("id", "=", tampered.request.id)
      .execute();
    const honest = await world.ask({ order: "2", amount: 2 });
    await world.addBot();
    await world.card(honest.request);
    expect(cardsOf(world)).toHaveLength(1);
  });

  it("is not posted where other organisations would see it", async () => {
    const world = await open();
    world.channel.is_ext_shared = true;
    const { request } = await world.ask();
    await until(
      () => (world.simulator.api.calls.get("conversations.info") ?? 0) > 0,
      "a look at the channel",
    );
    await until(async () => {
      const row = await world.sallyport.storage
        .selectFrom("slack_message")
        .select("due_at")
        .executeTakeFirst();
      return (row?.due_at ?? 0) > Date.now() + 60_000;
    }, "the bot to give up for now");
    expect(world.workspace.messages).toEqual([]);
    expect(await world.state(request)).toBe("pending");
  });
});

describe("a click", () => {
  it("is answered another way when the first fails", async () => {
    const world = await open();
    const fay = await world.addPerson("fay");
    const { request } = await world.ask();
    const card = await world.card(request);
    world.simulator.api.faults.plan("views.open", { type: "refused", error: "expired_trigger_id" }, 2);
    world.simulator.api.faults.plan("chat.postEphemeral", { type: "unavailable" });
    await world.simulator.click(fay, card, "sallyport.details");
    await until(
      () =>
        world.workspace.messages.some(({ channel, text }) => channel === fay.id && text.includes("failed")),
      "a direct message",
    );

    world.simulator.api.faults.plan("chat.postEphemeral", { type: "unavailable" });
    await world.simulator.click(fay, card, "sallyport.approve");
    await world.modalOf(fay, "Recorded: approved");
  });

  it("that a modal answers too late for is told so", async () => {
    const world = await open();
    const fay = await world.addPerson("fay");
    const { request } = await world.ask();
    const card = await world.card(request);
    world.simulator.api.faults.plan("views.update", { type: "unavailable" });
    await world.simulator.click(fay, card, "sallyport.deny");
    expect(await world.answerTo(fay)).toContain("Something failed");
    expect(await world.state(request)).toBe("pending");
  });

  it("in the middle of a socket's reconnection still decides", async () => {
    const world = await open({ transport: "socket" });
    const fay = await world.addPerson("fay");
    const { request, run } = await world.ask();
    const card = await world.card(request);
    const click = world.simulator.click(fay, card, "sallyport.approve");
    world.simulator.sockets.refresh();
    await click.catch(() => {});
    await until(() => world.simulator.sockets.count > 0, "the new connection");
    if ((await world.state(request)) === "pending")
      await world.simulator.click(fay, card, "sallyport.approve");
    await until(async () => (await world.state(request)) === "approved", "the decision");
    expect(await run()).toMatchObject({ type: "executed" });
    expect(world.effects).toHaveLength(1);
  });
});

it("a bot that was gone finds what it missed: the card of then shows the state of now", async () => {
  const world = await open();
  const { request } = await world.ask();
  await world.card(request);
  await Promise.all(world.bots.splice(0).map((bot) => bot.stop()));
  await world.sallyport.approvals.cancel(request.id, "ana");
  const second = await world.ask({ order: "2", amount: 2 });
  await world.addBot();
  await world.card(second.request);
  await until(() => JSON.stringify(world.cardOf(request)?.blocks).includes("Cancelled"), "the record");
  expect(cardsOf(world)).toHaveLength(2);
});
