import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeReference } from "../../approval-bot/src/messages/reference.ts";
import { encode, send, signRequest } from "../slack-simulator/transport.ts";
import type { SimulatedMessage, SimulatedUser } from "../slack-simulator/workspace.ts";
import { openSlackWorld, type SlackWorld, until } from "./slack/world.ts";

let world: SlackWorld;
let asked: Awaited<ReturnType<SlackWorld["ask"]>>;
let card: SimulatedMessage;
let fay: SimulatedUser;

beforeAll(async () => {
  world = await openSlackWorld();
  fay = await world.addPerson("fay");
  asked = await world.ask();
  card = await world.card(asked.request);
});
afterAll(() => world.close());

/** Nothing was decided, nothing ran, and the request still waits. */
async function expectUntouched(): Promise<void> {
  expect(await world.state(asked.request)).toBe("pending");
  expect(await world.sallyport.approvals.decisions(asked.request.id)).toEqual([]);
  expect(await asked.run()).toMatchObject({ type: "pending" });
  expect(world.effects).toEqual([]);
}

describe("who may not decide, and is told why", () => {
  it.each<[who: string, add: () => Promise<SimulatedUser>, told: string]>([
    ["the person who asked", () => world.addPerson("ana"), "You may not decide this"],
    ["the agent's owner", () => world.addPerson("olga"), "You may not decide this"],
    ["somebody of no group that is asked", () => world.addPerson("gus"), "You may not decide this"],
    ["another tenant's approver", () => world.addPerson("bo", {}, { tenant: "borealis" }), "another tenant"],
    [
      "somebody whom the directory does not know",
      () => world.addPerson("nobody"),
      "The directory does not know you",
    ],
    ["a member without a link", async () => world.workspace.addUser("stranger"), "Nobody has linked"],
    ["a guest", () => world.addPerson("fay", { is_restricted: true }), "Guests do not decide"],
    ["a single-channel guest", () => world.addPerson("fay", { is_ultra_restricted: true }), "Guests"],
    ["a deactivated account", () => world.addPerson("fay", { deleted: true }), "deactivated"],
    ["an app", () => world.addPerson("fay", { is_bot: true }), "Only people decide"],
    [
      "a stranger, even if linked",
      () => world.addPerson("fay", { is_stranger: true }),
      "outside this workspace",
    ],
    [
      "a member of another workspace",
      () => world.addPerson("fay", { team_id: "T0OTHER01" }),
      "outside this workspace",
    ],
  ])("[G2] refuses %s", async (_, add, told) => {
    const user = await add();
    expect(await world.simulator.click(user, card, "sallyport.approve")).toMatchObject({ status: 200 });
    const answer = await world.answerTo(user);
    expect(answer).toContain("Not recorded.");
    expect(answer).toContain(told);
    await expectUntouched();
  });

  it("[G8] refuses when Slack does not say who somebody is, and an old answer does not help", async () => {
    const user = await world.addPerson("fay");
    world.simulator.api.faults.plan("users.info", { type: "unavailable" });
    await world.simulator.click(user, card, "sallyport.approve");
    expect(await world.answerTo(user)).toContain("could not be asked who you are");
    await expectUntouched();
  });

  it("[G2] refuses a link that the bot has not signed: who can write to the database is nobody's approver", async () => {
    const mallory = world.workspace.addUser("mallory");
    const honest = await world.sallyport.storage
      .selectFrom("slack_link")
      .selectAll()
      .where("slack_user", "=", fay.id)
      .executeTakeFirstOrThrow();
    await world.sallyport.storage
      .insertInto("slack_link")
      .values({ ...honest, slack_user: mallory.id })
      .execute();
    await world.simulator.click(mallory, card, "sallyport.approve");
    expect(await world.answerTo(mallory)).toContain("Nobody has linked");
    await expectUntouched();
  });

  it("[G7] refuses in a channel that other organisations see, as soon as Slack tells of it", async () => {
    const user = await world.addPerson("fay");
    world.channel.is_ext_shared = true;
    await world.simulator.tellEvent({ type: "channel_shared", channel: world.channel.id });
    await world.simulator.click(user, card, "sallyport.approve");
    expect(await world.answerTo(user)).toContain("other organisations");
    world.channel.is_ext_shared = false;
    await world.simulator.tellEvent({ type: "channel_shared", channel: world.channel.id });
    await expectUntouched();
  });
});

describe("what was clicked", () => {
  it("[G2] refuses a card of other arguments, an unknown request, and a value that we did not write", async () => {
    const reference = writeReference(asked.request);
    const stale = `${asked.request.id}.${"0".repeat(32)}`;
    const forged = [
      stale,
      `apr_${"0".repeat(32)}.${reference.split(".")[1]}`,
      "approve",
      "' or 1=1 --",
      "{}",
    ];
    for (const [index, value] of forged.entries()) {
      await world.simulator.click(fay, card, "sallyport.approve", value);
      expect(await world.answerTo(fay, index + 1)).toContain("Not recorded.");
    }
    await expectUntouched();
  });

  it("[G2] refuses a copy of the card in another channel", async () => {
    const user = await world.addPerson("fay");
    await world.simulator.click(user, { ...card, channel: world.elsewhere.id }, "sallyport.approve");
    expect(await world.answerTo(user)).toContain("not the channel");
    await expectUntouched();
  });

  it("opens no details for outsiders", async () => {
    const guest = await world.addPerson("fay", { is_restricted: true });
    await world.simulator.click(guest, card, "sallyport.details");
    const modal = await world.modalOf(guest, "Guests do not decide");
    expect(JSON.stringify(modal.view)).not.toMatch(/\b10492\b/);
  });
});

describe("what did not come from Slack, or not now", () => {
  const url = () => world.urls()[0] ?? "";
  const clickBody = () => encode("interactive", world.simulator.clickPayload(fay, card, "sallyport.approve"));

  it("[G2] refuses a wrong signature, an old request and one from the future", async () => {
    const { workspace } = world;
    const minute = 60_000;
    const requests = [
      signRequest(workspace, clickBody(), { secret: "0".repeat(32) }),
      signRequest(workspace, clickBody(), { at: Date.now() - 6 * minute }),
      signRequest(workspace, clickBody(), { at: Date.now() + 6 * minute }),
      signRequest(workspace, clickBody(), { at: Date.now() + 600 * minute }),
    ];
    for (const request of requests) expect(await send(url(), request)).toMatchObject({ status: 401 });
    const tampered = signRequest(workspace, clickBody());
    expect(
      await send(url(), { ...tampered, body: tampered.body.replace("block_actions", "block_action") }),
    ).toMatchObject({
      status: 401,
    });
    await expectUntouched();
  });

  it("[G2] refuses another app's and another workspace's payloads, rightly signed", async () => {
    const payload = world.simulator.clickPayload(fay, card, "sallyport.approve");
    for (const change of [{ api_app_id: "A0OTHER" }, { team: { id: "T0OTHER01" } }, { team: null }]) {
      const body = encode("interactive", { ...payload, ...change });
      expect((await send(url(), signRequest(world.workspace, body))).status).toBe(401);
    }
    await expectUntouched();
  });

  it("answers a malformed body and a smuggled ssl_check without deciding anything", async () => {
    const { workspace } = world;
    const bodies = ["payload=%7B", "payload=%7B%7D", "{", "", `ssl_check=1&${clickBody()}`];
    for (const body of bodies) await send(url(), signRequest(workspace, body));
    await send(url(), {
      body: `ssl_check=1&${clickBody()}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    await expectUntouched();
  });
});

it("[G2] takes each person once, and the same bytes once", async () => {
  const body = encode("interactive", world.simulator.clickPayload(fay, card, "sallyport.approve"));
  const request = signRequest(world.workspace, body);
  const before = world.workspace.ephemerals.length;
  for (let sent = 0; sent < 3; sent += 1)
    expect(await send(world.urls()[0] ?? "", request)).toMatchObject({ status: 200 });
  await until(async () => (await world.state(asked.request)) === "approved", "the approval");
  expect(await world.sallyport.approvals.decisions(asked.request.id)).toHaveLength(1);

  // A click of its own on the card that is decided already: an answer, and nothing else.
  const finn = await world.addPerson("finn");
  await world.simulator.click(finn, card, "sallyport.approve", writeReference(asked.request));
  expect(await world.answerTo(finn)).toContain("Not recorded.");
  await until(() => world.workspace.ephemerals.length >= before + 2, "both answers");
  expect(world.workspace.ephemerals.length).toBe(before + 2);

  expect(await asked.run()).toMatchObject({ type: "executed" });
  expect(world.effects).toHaveLength(1);
});
