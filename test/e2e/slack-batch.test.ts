import { expect, it } from "vitest";
import { type SlackWorld, until } from "./slack/world.ts";
import { worldsPerTest } from "./slack/worlds-per-test.ts";

const open = worldsPerTest();

const batchCards = (world: SlackWorld) =>
  world.workspace.messages.filter(({ metadata }) => metadata?.event_type === "sallyport_batch");

async function openBatch(world: SlackWorld, amounts: readonly number[]) {
  const asked = await world.askMany(amounts.map((amount, n) => ({ order: String(200 + n), amount })));
  await until(() => batchCards(world).length > 0, "the batch's card");
  const card = batchCards(world)[0]!;
  return { asked, card, shown: () => JSON.stringify(card.blocks) };
}

it("[G2] shows what is alike on one card, and approves each with its own signature", async () => {
  const world = await open({ replicas: 2 });
  const fay = await world.addPerson("fay");
  const { asked, card, shown } = await openBatch(world, [100, 200, 300]);
  expect(shown()).toContain("3 × Issue refund: amount 600 in all");
  for (const order of ["200", "201", "202"]) expect(shown()).toContain(order);
  expect(world.workspace.messages).toHaveLength(1);

  await world.simulator.click(fay, card, "sallyport.approve-all");
  expect(await world.answerTo(fay)).toContain("approved 3 of 3");
  for (const { request, run } of asked) {
    expect(await world.sallyport.approvals.decisions(request.id)).toHaveLength(1);
    expect(await run()).toMatchObject({ type: "executed" });
  }
  await until(() => shown().includes("All of them are decided"), "the record");
  await until(() => !shown().includes('"button"'), "no buttons");
  expect(world.effects).toHaveLength(3);
});

it("[G2] lets one be denied by itself, and the rest be approved", async () => {
  const world = await open();
  const fay = await world.addPerson("fay");
  const { asked, card, shown } = await openBatch(world, [100, 200, 300]);
  const before = structuredClone(card);
  const second = asked[1]!.request;
  await world.simulator.click(fay, card, "sallyport.details", referenceOf(second));
  const details = await world.modalOf(fay, "201");
  await world.simulator.clickInView(fay, details, "sallyport.deny-here");
  await world.simulator.submit(fay, await world.modalOf(fay, "Why not?"), { text: "Not this one." });
  await until(() => shown().includes("2 of 3 wait"), "the card to know");
  // The card as it was, clicked late: what was decided stays decided.
  await world.simulator.click(fay, before, "sallyport.approve-all");
  expect(await world.answerTo(fay)).toContain("approved 2 of 3");
  expect(await world.state(second)).toBe("denied");
  expect(await asked[1]!.run()).toMatchObject({ type: "refused", code: "approval-denied" });
});

it("[G2] approves only what the card showed, whoever writes to the database", async () => {
  const world = await open();
  const fay = await world.addPerson("fay");
  const { card } = await openBatch(world, [100, 200]);
  const hidden = await world.ask({ order: "999", amount: 9_999 });
  await world.sallyport.storage
    .insertInto("slack_batch_item")
    .values({ request_id: hidden.request.id, batch: String(card.metadata?.event_payload.id) })
    .onConflict((conflict) =>
      conflict.column("request_id").doUpdateSet({ batch: String(card.metadata?.event_payload.id) }),
    )
    .execute();
  await world.simulator.click(fay, card, "sallyport.approve-all");
  expect(await world.answerTo(fay)).toContain("approved 2 of 2");
  expect(await world.state(hidden.request)).toBe("pending");
  expect(await hidden.run()).toMatchObject({ type: "pending" });
});

it("[G2] refuses who may not decide, and a value that we did not write", async () => {
  const world = await open();
  const ana = await world.addPerson("ana");
  const { asked, card } = await openBatch(world, [100, 200]);
  await world.simulator.click(ana, card, "sallyport.approve-all");
  expect(await world.answerTo(ana)).toContain("You may not decide this");
  const fay = await world.addPerson("fay");
  const stale = `${asked[0]!.request.id}.${"0".repeat(32)}`;
  await world.simulator.click(fay, card, "sallyport.approve-all", `,,x,${stale},' or 1=1`);
  expect(await world.answerTo(fay)).toContain("other arguments");
  // A click that was made up to approve what stands alone, unread.
  const long = await world.ask({ order: "9", amount: 9, note: "x".repeat(900) });
  await world.simulator.click(fay, card, "sallyport.approve-all", referenceOf(long.request));
  expect(await world.answerTo(fay, 2)).toContain("Open the request first");
  for (const { request } of [...asked, long]) expect(await world.state(request)).toBe("pending");
});

function referenceOf(request: { readonly id: string; readonly argumentsDigest: string }): string {
  return `${request.id}.${request.argumentsDigest.slice(7, 39)}`;
}
