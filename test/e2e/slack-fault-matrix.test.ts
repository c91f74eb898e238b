import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../slack-simulator/faults.ts";
import type { SimulatedUser } from "../slack-simulator/workspace.ts";
import { openSlackWorld, type SlackWorld, until } from "./slack/world.ts";

const faults: readonly Fault[] = [
  { type: "limited", retryAfter: 1 },
  { type: "unavailable" },
  { type: "failed-after-write" },
  { type: "answer-lost" },
  { type: "refused", error: "internal_error" },
  { type: "late", byMs: 300 },
];
const methods = ["users.info", "conversations.info", "chat.postEphemeral", "views.open", "views.update"];
const matrix = methods.flatMap((method) => faults.map((fault) => [method, fault.type, fault] as const));
const modals = matrix.filter(([method]) => method.startsWith("views."));

let world: SlackWorld;
let number = 0;
beforeAll(async () => {
  world = await openSlackWorld({ replicas: 2 });
});
afterAll(() => world.close());

/** Somebody new, so that nothing is remembered of them, with a card to click on. */
async function prepare() {
  number += 1;
  const asked = await world.ask({ order: String(number), amount: number });
  return { ...asked, card: await world.card(asked.request), fay: await world.addPerson("fay") };
}

/** All that somebody was told, by whichever way. */
function told({ id }: SimulatedUser): string {
  const { ephemerals, messages, views } = world.workspace;
  return [
    ...ephemerals.filter(({ user }) => user === id).map(({ text }) => text),
    ...messages.filter(({ channel }) => channel === id).map(({ text }) => text),
    ...[...views.values()].filter(({ user }) => user === id).map(({ view }) => JSON.stringify(view.blocks)),
  ]
    .filter((text) => !text.includes("One moment…"))
    .join("\n");
}

describe("when one call to Slack goes wrong", () => {
  it.each(matrix)("[G8] %s (%s): Approve is never silent, and never half done", async (method, _, fault) => {
    const { request, card, fay, run } = await prepare();
    world.simulator.api.faults.plan(method, fault);
    expect(await world.simulator.click(fay, card, "sallyport.approve")).toMatchObject({ status: 200 });
    await until(() => told(fay) !== "", "an answer");
    const state = await world.state(request);
    expect(state).toBe(told(fay).includes("Recorded: approved") ? "approved" : "pending");
    expect((await run()).type).toBe(state === "approved" ? "executed" : "pending");
    await settle(request.id);
  });

  it.each(modals)(
    "[G8] %s (%s): Deny asks for the reason, or says that it can't",
    async (method, _, fault) => {
      const { request, card, fay } = await prepare();
      world.simulator.api.faults.plan(method, fault);
      await world.simulator.click(fay, card, "sallyport.deny");
      await until(() => told(fay) !== "", "an answer");
      expect(told(fay)).toMatch(/Why not\?|Not recorded|omething failed/);
      expect(await world.state(request)).toBe("pending");
      await settle(request.id);
    },
  );
});

/** Whatever is planned and was not met is over; nobody has more than twenty requests waiting. */
async function settle(id: string): Promise<void> {
  for (const method of methods) while (world.simulator.api.faults.take(method) !== undefined);
  await world.sallyport.approvals.cancel(id, "ana");
}

describe("when Slack goes wrong for longer", () => {
  it("a storm of limits delays cards, records and Homes, and loses none", async () => {
    const fay = await world.addPerson("fay");
    for (const method of ["chat.postMessage", "chat.update", "views.publish"])
      world.simulator.api.faults.plan(method, { type: "limited", retryAfter: 1 }, 6);
    await world.simulator.openHome(fay);
    const asked = await Promise.all([1, 2, 3].map((n) => world.ask({ order: `storm ${n}`, amount: n })));
    const cards = await Promise.all(asked.map(({ request }) => world.card(request)));
    await Promise.all(cards.map((card) => world.simulator.click(fay, card, "sallyport.approve")));
    for (const { request } of asked)
      await until(async () => (await world.state(request)) === "approved", "the approval");
    await until(
      () => cards.every((card) => JSON.stringify(card.blocks).includes("Approved by fay")),
      "the records",
    );
    const home = () => JSON.stringify(world.workspace.homes.get(fay.id) ?? "");
    await until(() => home().includes("You decided lately"), "her Home");
    expect(
      world.workspace.messages.filter(({ blocks }) => JSON.stringify(blocks).includes("storm 1")),
    ).toHaveLength(1);
  }, 60_000);

  it("a click while Slack answers nothing decides once, and the card says so when Slack is back", async () => {
    const { request, card, fay, run } = await prepare();
    const finn = await world.addPerson("finn");
    // Who she is both replicas know from a moment ago; who he is nobody can find out.
    const before = world.simulator.api.calls.get("users.info") ?? 0;
    for (const _ of world.bots) await world.simulator.click(fay, card, "sallyport.details");
    await until(() => (world.simulator.api.calls.get("users.info") ?? 0) === before + 2, "two look-ups");
    await world.modalOf(fay, "Stopped by");
    world.simulator.api.faults.setDown(true);
    try {
      await world.simulator.click(finn, card, "sallyport.approve");
      await world.simulator.click(fay, card, "sallyport.approve");
      await until(async () => (await world.state(request)) === "approved", "the decision");
    } finally {
      world.simulator.api.faults.setDown(false);
    }
    await until(() => JSON.stringify(card.blocks).includes("Approved by fay"), "the record");
    expect(await world.sallyport.approvals.decisions(request.id)).toMatchObject([{ approver: "fay" }]);
    expect(await run()).toMatchObject({ type: "executed" });
  });

  it("a modal that opens after three seconds still asks for the reason", async () => {
    const { request, card, fay } = await prepare();
    world.simulator.api.faults.plan("views.open", { type: "late", byMs: 3_500 });
    expect(await world.simulator.click(fay, card, "sallyport.deny")).toMatchObject({ status: 200 });
    await world.simulator.submit(fay, await world.modalOf(fay, "Why not?"), { text: "Late, but no." });
    await until(async () => (await world.state(request)) === "denied", "the denial");
  });

  it("a replica that stops in mid-click ends what it has begun; the other goes on", async () => {
    const { request, card, fay } = await prepare();
    const finn = await world.addPerson("finn");
    world.simulator.api.faults.plan("users.info", { type: "late", byMs: 500 });
    const click = world.simulator.click(fay, card, "sallyport.approve");
    const stopped = world.bots.splice(0, 1).map((bot) => bot.stop());
    world.connect();
    await click.catch(() => {});
    await world.simulator.click(finn, card, "sallyport.approve");
    await until(async () => (await world.state(request)) === "approved", "the decision");
    await Promise.all(stopped);
    await until(() => told(finn) !== "", "an answer");
    await until(() => JSON.stringify(card.blocks).includes("Approved by"), "the record");
  });
});
