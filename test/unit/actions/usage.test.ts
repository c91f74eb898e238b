import { describe, expect, it } from "vitest";
import type { Budget } from "../../../sdk/src/actions/index.ts";
import { decideAs, openGateWorld, pending } from "./world.ts";

const hour = 3_600_000;

async function worldWith(budgets: readonly Budget[]) {
  const world = await openGateWorld();
  const gate = await world.openGate(world.defaultPolicy, budgets);
  const session = await world.openSession({ expiresInMs: 30 * 24 * hour });
  session.hear("Set the contact of ACC-1, ACC-2, ACC-3 and ACC-4 to Rolf Haas.");
  let calls = 0;
  const change = (account: string, someSession = session) =>
    gate.call(someSession, {
      tool: "update_contact",
      arguments: { account, contact: "Rolf Haas" },
      callId: `budget_${++calls}`,
      approvals: "return",
    });
  return { world, gate, session, change };
}

describe("budgets over windows", () => {
  it("hold an agent, whichever session it is in, and free up as time goes by", async () => {
    const { world, session, change } = await worldWith([
      { scope: "agent", measure: "changes", window: "hour", limit: 2 },
    ]);
    expect(await change("ACC-1")).toMatchObject({ type: "executed" });
    expect(await change("ACC-1")).toMatchObject({ type: "executed" });
    const another = await world.openSession();
    another.hear("Set the contact of ACC-1 to Rolf Haas.");
    expect(await change("ACC-1", another)).toMatchObject({ type: "refused", code: "limit-exceeded" });
    // Reading goes on, and so does another agent.
    expect(await world.call(session, "lookup_account", { account: "ACC-1" })).toMatchObject({
      type: "executed",
    });
    const sibling = await world.openSession({ agent: "mail-bot" });
    sibling.hear("Set the contact of ACC-1 to Rolf Haas.");
    expect(await change("ACC-1", sibling)).toMatchObject({ type: "executed" });
    world.now += hour + 5 * 60_000;
    expect(await change("ACC-1")).toMatchObject({ type: "executed" });
  });

  it("hold a human's agents together", async () => {
    const { world, change } = await worldWith([
      { scope: "principal", measure: "records", window: "day", limit: 1 },
    ]);
    expect(await change("ACC-1")).toMatchObject({ type: "executed" });
    const sibling = await world.openSession({ agent: "mail-bot" });
    sibling.hear("Set the contact of ACC-2 to Rolf Haas.");
    expect(await change("ACC-2", sibling)).toMatchObject({ code: "limit-exceeded" });
    world.now += 25 * hour;
    const later = await world.openSession({ agent: "mail-bot" });
    later.hear("Set the contact of ACC-2 to Rolf Haas.");
    expect(await change("ACC-2", later)).toMatchObject({ type: "executed" });
    // What is older than every window is gone.
    const old = await world.storage
      .selectFrom("usage_counter")
      .selectAll()
      .where("bucket", ">", 0)
      .where("bucket", "<", Math.floor((world.now - 25 * hour) / 300_000))
      .execute();
    expect(old).toEqual([]);
  });

  it("of one tool leave the others alone, and do not count what was refused", async () => {
    const { change } = await worldWith([
      { scope: "tool", measure: "calls", window: "hour", limit: 0, tool: "send_mail" },
      { scope: "tool", measure: "calls", window: "hour", limit: 1, tool: "update_contact" },
    ]);
    expect(await change("ACC-1")).toMatchObject({ type: "executed" });
    expect(await change("ACC-1")).toMatchObject({ code: "limit-exceeded" });
    expect(await change("ACC-1")).toMatchObject({ code: "limit-exceeded" });
  });

  it("[G2] are not passed together by calls at the same moment", async () => {
    const { world, change } = await worldWith([
      { scope: "agent", measure: "changes", window: "hour", limit: 3 },
    ]);
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) => change(`ACC-${1 + (index % 4)}`)),
    );
    const run = results.filter((result) => result.type === "executed").length;
    expect(run).toBeLessThanOrEqual(3);
    expect(world.effects).toHaveLength(run);
  });
});

describe("a run that is refused again and again", () => {
  it("[G2] changes nothing more for a while, and goes on reading", async () => {
    const { world, gate, session, change } = await worldWith([
      { scope: "run", measure: "refusals", window: "hour", limit: 3 },
      { scope: "tool", measure: "calls", window: "hour", limit: 0, tool: "send_mail" },
    ]);
    const mail = { to: "a@example.com", subject: "x", body: "x" };
    for (let again = 0; again < 4; again++) {
      const request = {
        tool: "send_mail",
        arguments: mail,
        callId: `mail_${again}`,
        approvals: "return",
      } as const;
      expect(await gate.call(session, request)).toMatchObject({ code: "limit-exceeded" });
    }
    expect(await change("ACC-1")).toMatchObject({ code: "limit-exceeded" });
    expect(await world.call(session, "lookup_account", { account: "ACC-1" })).toMatchObject({
      type: "executed",
    });
    const another = await world.openSession();
    another.hear("Set the contact of ACC-1 to Rolf Haas.");
    expect(await change("ACC-1", another)).toMatchObject({ type: "executed" });
    // What the human's own people approve is not stopped by the flood.
    session.hear("Refund order 10492 with 49.90.");
    const refund = { tool: "issue_refund", arguments: { order: "10492", amount: 4990 }, callId: "refund" };
    const approval = pending(await gate.call(session, { ...refund, approvals: "return" }));
    await decideAs(world, "fay", approval);
    expect(await gate.call(session, { ...refund, approvals: "return" })).toMatchObject({ type: "executed" });
    world.now += hour + 5 * 60_000;
    expect(await change("ACC-1")).toMatchObject({ type: "executed" });
  });
});

describe("what is unusual", () => {
  it("is told to the approver", async () => {
    const { world, session, change } = await worldWith([]);
    await change("ACC-1");
    const request = pending(
      await world.call(session, "send_mail", { to: "new@example.com", subject: "hi", body: "hi" }),
    );
    expect(request.notes).toEqual([
      "This cannot be undone.",
      "The agent has read untrusted content in this run.",
      "1 destination never used before for this person.",
      "Change number 2 of this agent within the hour.",
    ]);
  });
});
