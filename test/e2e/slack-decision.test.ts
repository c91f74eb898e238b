import { describe, expect, it } from "vitest";
import { findLiveMarkup } from "../slack-simulator/live-markup.ts";
import { until } from "./slack/world.ts";
import { worldsPerTest } from "./slack/worlds-per-test.ts";

const open = worldsPerTest();

describe("a tool that says what is there now", () => {
  it("[G6] has before and after on the card, as text and redacted", async () => {
    const current = () => ({ "/order": "<!channel> ana@acme.example", "/amount": 5, "/none": 1 });
    const world = await open({ current });
    const { request } = await world.ask();
    const { blocks } = await world.card(request);
    const shown = JSON.stringify(blocks);
    expect(shown).toMatch(/"5","style":\{[^}]*"strike":true[^}]*\}\},\{"type":"text","text":" → "\}/);
    expect(shown).not.toContain("ana@acme.example");
    expect(findLiveMarkup({ blocks })).toEqual([]);
    expect(shown).not.toContain("/none");
  });

  it("and cannot, is asked for all the same, and people are told", async () => {
    const world = await open({
      current: () => {
        throw new Error("The system is down.");
      },
    });
    const { request } = await world.ask();
    expect(JSON.stringify((await world.card(request)).blocks)).toContain("could not be read");
  });
});

describe.each(["http", "socket"] as const)("over %s", (transport) => {
  it("[G2] runs the call once after an entitled person clicked Approve", async () => {
    const world = await open({ transport });
    const fay = await world.addPerson("fay");
    const { request, run } = await world.ask();
    expect(await run()).toMatchObject({ type: "pending" });

    const card = await world.card(request);
    expect(await world.simulator.click(fay, card, "sallyport.approve")).toMatchObject({ status: 200 });
    expect(await world.answerTo(fay)).toContain("approved");
    expect(await world.state(request)).toBe("approved");

    expect(await run()).toMatchObject({ type: "executed" });
    expect(await run()).toMatchObject({ type: "refused", code: "approval-used" });
    expect(world.effects).toEqual([{ order: "10492", amount: 12_400 }]);

    await until(
      () => JSON.stringify(world.cardOf(request)?.blocks).includes("Approved and done"),
      "the record",
    );
    expect(JSON.stringify(card.blocks)).not.toContain("sallyport.approve");
    await until(() => world.workspace.messages.some(({ thread_ts }) => thread_ts === card.ts), "the result");
    const [decision] = await world.sallyport.approvals.decisions(request.id);
    expect(decision).toMatchObject({
      approver: "fay",
      verifiedBy: `slack:${world.workspace.team}/${fay.id}`,
    });
  });

  it("takes a denial with its reason, and the agent's call does not run", async () => {
    const world = await open({ transport });
    const fay = await world.addPerson("fay");
    const { request, run } = await world.ask();
    const card = await world.card(request);
    await world.simulator.click(fay, card, "sallyport.deny");
    const modal = await world.modalOf(fay, "Why not?");
    await world.simulator.submit(fay, modal, { text: "Wrong order." });
    await world.modalOf(fay, "Recorded: denied");
    expect(await run()).toMatchObject({ type: "refused", code: "approval-denied" });
    expect(world.effects).toEqual([]);
    const [decision] = await world.sallyport.approvals.decisions(request.id);
    expect(decision).toMatchObject({ decision: "deny", reason: "Wrong order." });
    await until(() => JSON.stringify(card.blocks).includes("Denied by fay"), "the record");
  });
});
