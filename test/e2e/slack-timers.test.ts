import { describe, expect, it } from "vitest";
import { sealRequest } from "./slack/seal-request.ts";
import { type SlackWorld, until } from "./slack/world.ts";
import { worldsPerTest } from "./slack/worlds-per-test.ts";

const open = worldsPerTest();

const repliesTo = (world: SlackWorld, ts: string) =>
  world.workspace.messages.filter((message) => message.thread_ts === ts);

/** Lets the request look as if it had been asked for earlier, so that its time runs out. */
async function age(world: SlackWorld, id: string, share: number): Promise<void> {
  const row = await world.sallyport.storage
    .selectFrom("approval_request")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const request = JSON.parse(row.request_json) as { createdAt: number; expiresAt: number };
  const shift = (row.expires_at - row.created_at) * share;
  const moved = { ...request, createdAt: request.createdAt - shift, expiresAt: request.expiresAt - shift };
  await world.sallyport.storage
    .updateTable("approval_request")
    .set({
      ...sealRequest(world.home, moved),
      created_at: row.created_at - shift,
      expires_at: row.expires_at - shift,
    })
    .where("id", "=", id)
    .execute();
}

describe("a request that nobody decides", () => {
  it("is reminded of once at half-time, by whichever replica, and ends in time", async () => {
    const world = await open({ replicas: 2 });
    const { request } = await world.ask();
    const card = await world.card(request);
    await age(world, request.id, 0.55);
    await until(() => repliesTo(world, card.ts).length > 0, "the reminder");
    const [reminder] = repliesTo(world, card.ts);
    expect(JSON.stringify(reminder?.blocks)).toContain("Still waiting for finance-approvers");
    expect(reminder?.reply_broadcast).toBe(true);
    expect(reminder?.text).not.toMatch(/10492|12400|ana/);

    await age(world, request.id, 0.5);
    await until(() => JSON.stringify(card.blocks).includes("Expired"), "the record");
    expect(repliesTo(world, card.ts)).toHaveLength(1);
    expect(await world.state(request)).toBe("expired");
    const fay = await world.addPerson("fay");
    await world.simulator.click(
      fay,
      card,
      "sallyport.approve",
      `${request.id}.${request.argumentsDigest.slice(7, 39)}`,
    );
    expect(await world.answerTo(fay)).toContain("Not recorded.");
  });

  it("is asked of more people after three quarters; the quorum stays", async () => {
    const world = await open({ escalation: { "finance-approvers": "support" } });
    const gus = await world.addPerson("gus");
    const { request } = await world.ask();
    const card = await world.card(request);
    await world.simulator.openHome(gus);
    const home = () => JSON.stringify(world.workspace.homes.get(gus.id) ?? "");
    await until(() => home().includes("Nothing waits for you"), "his Home");
    await world.simulator.click(gus, card, "sallyport.approve");
    expect(await world.answerTo(gus)).toContain("You may not decide this");

    await age(world, request.id, 0.8);
    await until(
      () =>
        JSON.stringify(repliesTo(world, card.ts).map(({ blocks }) => blocks)).includes("support may decide"),
      "the escalation",
    );
    await until(() => home().includes("1 to decide"), "his Home to show it");
    await world.simulator.click(gus, card, "sallyport.approve");
    expect(await world.answerTo(gus, 2)).toContain("approved");
  });

  it("is reminded of after Slack was down", async () => {
    const world = await open();
    const { request } = await world.ask();
    const card = await world.card(request);
    world.simulator.api.faults.setDown(true);
    await age(world, request.id, 0.55);
    await until(async () => {
      const row = await world.sallyport.storage
        .selectFrom("slack_message")
        .select("attempts")
        .where("kind", "=", "reminder")
        .executeTakeFirst();
      return (row?.attempts ?? 0) > 0;
    }, "a try");
    world.simulator.api.faults.setDown(false);
    await until(() => repliesTo(world, card.ts).length > 0, "the reminder");
  });
});
