import { describe, expect, it } from "vitest";
import { type SlackWorld, until } from "./slack/world.ts";
import { worldsPerTest } from "./slack/worlds-per-test.ts";

const open = worldsPerTest();

async function homeOf(world: SlackWorld, user: { readonly id: string }, containing: string): Promise<string> {
  const read = () => JSON.stringify(world.workspace.homes.get(user.id) ?? "");
  await until(() => read().includes(containing), `a Home with "${containing}", not ${read()}`);
  return read();
}

describe("the inbox in Home", () => {
  it.each(["http", "socket"] as const)("is decided from, and kept true, over %s", async (transport) => {
    const world = await open({ transport });
    const [fay, finn, ana] = [
      await world.addPerson("fay"),
      await world.addPerson("finn"),
      await world.addPerson("ana"),
    ];
    const { request, run } = await world.ask();
    for (const user of [fay, finn, ana]) await world.simulator.openHome(user);
    expect(await homeOf(world, fay, "1 to decide")).toContain("Issue refund: amount 12400, order 10492");
    await homeOf(world, finn, "1 to decide");
    // She asked, so she does not decide; she sees how it stands.
    expect(await homeOf(world, ana, "You asked for")).toContain("Nothing waits for you");

    await world.simulator.clickInHome(fay, "sallyport.details");
    const details = await world.modalOf(fay, "Stopped by");
    await world.simulator.submit(fay, details);
    await world.modalOf(fay, "Recorded: approved");
    expect(await homeOf(world, fay, "You decided lately")).toContain("Nothing waits for you");
    await homeOf(world, finn, "Nothing waits for you");
    await homeOf(world, ana, "Approved, not used yet");

    expect(await run()).toMatchObject({ type: "executed" });
    await homeOf(world, ana, "Approved and done");
    await homeOf(world, fay, "Approved and done");
    expect(await world.state(request)).toBe("succeeded");
  });

  it("denies from the details, on top of which the reason is asked", async () => {
    const world = await open();
    const fay = await world.addPerson("fay");
    const { request } = await world.ask();
    await world.simulator.openHome(fay);
    await homeOf(world, fay, "1 to decide");
    await world.simulator.clickInHome(fay, "sallyport.details");
    const details = await world.modalOf(fay, "Stopped by");
    await world.simulator.clickInView(fay, details, "sallyport.deny-here");
    const deny = await world.modalOf(fay, "Why not?");
    await world.simulator.submit(fay, deny, { text: "Wrong order." });
    await until(async () => (await world.state(request)) === "denied", "the denial");
    await homeOf(world, fay, "Nothing waits for you");
  });

  it("is paged, the riskiest first, and never longer than Slack takes", async () => {
    const world = await open();
    const fay = await world.addPerson("fay");
    for (let n = 0; n < 20; n += 1) await world.ask({ order: String(100 + n), amount: n + 1 });
    await world.simulator.openHome(fay);
    expect(await homeOf(world, fay, "20 to decide")).toContain("order 100");
    expect(world.workspace.homes.get(fay.id)?.blocks.length).toBeLessThanOrEqual(100);
    await world.simulator.clickInHome(fay, "sallyport.inbox-page.next");
    expect(await homeOf(world, fay, "Page 2 of 4")).toContain("order 105");
    await world.simulator.clickInHome(fay, "sallyport.inbox-page.previous");
    expect(await homeOf(world, fay, "Page 1 of 4")).toContain("order 100");
  });

  it("[G2] shows outsiders nothing but why", async () => {
    const world = await open();
    await world.ask();
    const guest = await world.addPerson("fay", { is_restricted: true });
    const stranger = world.workspace.addUser("stranger");
    const elsewhere = await world.addPerson("bo", {}, { tenant: "borealis" });
    for (const user of [guest, stranger, elsewhere]) await world.simulator.openHome(user);
    expect(await homeOf(world, guest, "Guests do not decide")).not.toMatch(/\b10492\b/);
    expect(await homeOf(world, stranger, "Nobody has linked")).not.toMatch(/\b10492\b/);
    expect(await homeOf(world, elsewhere, "Nothing waits for you")).not.toMatch(/\b10492\b/);
  });

  it("[G2] of somebody who is deactivated says so, once", async () => {
    const world = await open();
    const fay = await world.addPerson("fay");
    await world.ask();
    await world.simulator.openHome(fay);
    await homeOf(world, fay, "1 to decide");
    fay.deleted = true;
    await world.simulator.tellEvent({ type: "user_change", user: { id: fay.id } });
    await world.ask({ order: "2", amount: 2 });
    await homeOf(world, fay, "deactivated");
    const drawn = world.simulator.api.calls.get("views.publish");
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(world.simulator.api.calls.get("views.publish")).toBe(drawn);
  });

  it("[G8] with a row that was changed by hand shows the others, and tells those who may stop agents", async () => {
    const world = await open();
    const [fay, sena] = [await world.addPerson("fay"), await world.addPerson("sena")];
    const [changed] = [
      await world.ask({ order: "1", amount: 1 }),
      await world.ask({ order: "2", amount: 2 }),
    ];
    await world.sallyport.storage
      .updateTable("approval_request")
      .set({ request_json: "{" })
      .where("id", "=", changed.request.id)
      .execute();
    await world.simulator.openHome(fay);
    await homeOf(world, fay, "1 to decide");
    await world.simulator.openHome(sena);
    await homeOf(world, sena, `void: ${changed.request.id}`);
  });

  it("is drawn again after Slack was down", async () => {
    const world = await open();
    const fay = await world.addPerson("fay");
    world.simulator.api.faults.plan("views.publish", { type: "limited", retryAfter: 1 });
    await world.simulator.openHome(fay);
    await homeOf(world, fay, "Nothing waits for you");
    await world.ask();
    await homeOf(world, fay, "1 to decide");
  });
});

describe("/approvals", () => {
  it.each(["http", "socket"] as const)(
    "opens the inbox, one request, or help, over %s",
    async (transport) => {
      const world = await open({ transport });
      const fay = await world.addPerson("fay");
      const { request } = await world.ask();
      const type = (text: string) => world.simulator.command(fay, world.elsewhere.id, "/approvals", text);
      expect(await type("")).toMatchObject({ status: 200 });
      const inbox = await world.modalOf(fay, "1 to decide");
      await world.simulator.clickInView(fay, inbox, "sallyport.details");
      await world.modalOf(fay, "Stopped by");
      await type(` ${request.id} `);
      await world.modalOf(fay, "Fingerprint");
      await type("' or 1=1");
      await world.modalOf(fay, "Type /approvals");
    },
  );

  it("[G2] shows nobody another tenant's request", async () => {
    const world = await open();
    const bo = await world.addPerson("bo", {}, { tenant: "borealis" });
    const { request } = await world.ask();
    await world.simulator.command(bo, world.elsewhere.id, "/approvals", request.id);
    const modal = await world.modalOf(bo, "another tenant");
    expect(JSON.stringify(modal.view)).not.toMatch(/\b10492\b/);
  });
});
