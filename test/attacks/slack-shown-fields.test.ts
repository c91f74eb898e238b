import { expect, it } from "vitest";
import { canonicalJson, type JsonValue } from "../../sdk/src/crypto/index.ts";
import { type SlackWorld, until } from "../e2e/slack/world.ts";
import { worldsPerTest } from "../e2e/slack/worlds-per-test.ts";

const open = worldsPerTest();

/** Somebody writes to the database what the request shall look like; the digest of the call stays right. */
async function lie(world: SlackWorld, request: { readonly id: string }, change: Record<string, JsonValue>) {
  await world.sallyport.storage
    .updateTable("approval_request")
    .set({ request_json: canonicalJson({ ...request, ...change }) })
    .where("id", "=", request.id)
    .execute();
}

const innocent = {
  requester: "olga",
  agents: ["trusted-bot"],
  notes: [],
  origins: [],
  reason: "The weekly routine, as agreed.",
};
const seen = (world: SlackWorld) =>
  JSON.stringify([world.workspace.messages, [...world.workspace.homes.values()]]);

it("[G2] no card, Home or modal tells what somebody has written over a request", async () => {
  const world = await open();
  const fay = await world.addPerson("fay");
  const { request } = await world.ask();
  const card = await world.card(request);
  const value = `${request.id}.${request.argumentsDigest.slice(7, 39)}`;
  await lie(world, request, innocent);

  await world.simulator.click(fay, card, "sallyport.details", value);
  await until(() => world.simulator.openViewOf(fay) !== undefined, "a modal");
  await world.simulator.click(fay, card, "sallyport.approve", value);
  await world.answerTo(fay);
  await world.simulator.openHome(fay);
  await until(() => world.workspace.homes.has(fay.id), "the Home");
  // Whatever makes the card be drawn again.
  await world.sallyport.storage.updateTable("slack_message").set({ shown_votes: -1, due_at: 0 }).execute();
  await new Promise((resolve) => setTimeout(resolve, 1_500));

  expect(seen(world) + JSON.stringify(world.simulator.openViewOf(fay))).not.toContain("weekly routine");
  expect(await world.state(request).catch(({ code }) => code)).toBe("ERR_APPROVALS_TAMPERED");
  expect(world.effects).toEqual([]);
});

it("[G2] no card counts a vote that no channel has signed", async () => {
  const world = await open();
  const { request } = await world.ask();
  const card = await world.card(request);
  const { id: request_id } = request;
  const forged = {
    requestId: request_id,
    decision: "approve",
    approver: "finn",
    keyId: world.key.publicKey.kid,
  };
  await world.sallyport.storage
    .insertInto("approval_decision")
    .values({
      request_id,
      approver: "finn",
      decision: "approve",
      decision_json: canonicalJson(forged),
      at: 1,
    })
    .execute();
  const updates = () => world.simulator.api.calls.get("chat.update") ?? 0;
  await until(() => updates() > 0, "the card is drawn again");
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(JSON.stringify(card.blocks)).not.toContain("finn");
  expect(JSON.stringify(card.blocks)).toContain("0 so far");
  // Once, and not for ever.
  expect(updates()).toBe(1);
});
