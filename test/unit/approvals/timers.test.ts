import { describe, expect, it } from "vitest";
import { type ApprovalNotice, type Approvals, isNarrower } from "../../../sdk/src/approvals/index.ts";
import { openApprovalWorld, refund, sign, twoFinance } from "./world.ts";

const minute = 60_000;

async function toldBy(approvals: Approvals, tenant = "acme"): Promise<readonly ApprovalNotice[]> {
  const told: ApprovalNotice[] = [];
  await approvals.keepTime([tenant], async (notice) => void told.push(notice));
  return told;
}

describe("reminders and escalation", () => {
  it("are told at half-time and at three quarters, once, whichever process looks", async () => {
    const world = await openApprovalWorld(undefined, { "finance-approvers": "security-reviewers" });
    const request = await world.approvals.request(refund());
    world.now += 7 * minute;
    expect(await toldBy(world.approvals)).toEqual([]);
    world.now += 1 * minute;
    expect(await toldBy(world.approvals, "borealis")).toEqual([]);
    expect(await toldBy(world.approvals)).toEqual([
      { id: `${request.id}/reminder`, type: "reminder", request, groups: ["finance-approvers"] },
    ]);
    world.now += 4 * minute;
    expect(await toldBy(world.another())).toEqual([
      { id: `${request.id}/escalation`, type: "escalation", request, groups: ["security-reviewers"] },
    ]);
    expect(await toldBy(world.approvals)).toEqual([]);
  });

  it("come together after a time without any process", async () => {
    const world = await openApprovalWorld(undefined, { "finance-approvers": "security-reviewers" });
    await world.approvals.request(refund());
    world.now += 14 * minute;
    expect((await toldBy(world.another())).map(({ type }) => type)).toEqual(["escalation", "reminder"]);
  });

  it("are told again when the process that told them died of it", async () => {
    const world = await openApprovalWorld();
    await world.approvals.request(refund());
    world.now += 8 * minute;
    const dying = world.approvals.keepTime(["acme"], () => Promise.reject(new Error("killed")));
    await expect(dying).rejects.toThrow("killed");
    expect(await toldBy(world.another())).toHaveLength(1);
  });

  it("come with what else time brings about: expiry, and parked executions", async () => {
    const world = await openApprovalWorld();
    const [undecided, started] = [
      await world.approvals.request(refund()),
      await world.approvals.request(refund({ callId: "call_2" })),
    ];
    await world.approvals.decide(sign(world, started));
    await world.approvals.consume(started.id, started, minute);
    world.now += 15 * minute;
    const moved = await world.another().keepTime(["acme"], async () => {});
    expect(moved).toEqual([undecided.id, started.id]);
    expect(await world.approvals.state(started.id)).toBe("unknown");
  });

  it("let more people decide from then on, and ask for no fewer", async () => {
    const world = await openApprovalWorld(undefined, { "finance-approvers": "security-reviewers" });
    const request = await world.approvals.request(refund(twoFinance()));
    const sue = () => world.approvals.decide(sign(world, request, { approver: "sue" }));
    expect(await sue()).toMatchObject({ code: "not-entitled" });
    world.now += 12 * minute;
    expect(await sue()).toMatchObject({ type: "recorded", state: "pending" });
    expect(await world.approvals.decide(sign(world, request))).toMatchObject({ state: "approved" });
    expect(await world.approvals.consume(request.id, request, 1000)).toMatchObject({
      type: "granted",
      approvers: ["fay", "sue"],
    });
  });

  it("[G2] do not let somebody decide by dating the decision later", async () => {
    const world = await openApprovalWorld(undefined, { "finance-approvers": "security-reviewers" });
    const request = await world.approvals.request(refund());
    const at = world.now + 12 * minute;
    expect(await world.approvals.decide(sign(world, request, { approver: "sue", at }))).toMatchObject({
      code: "not-current",
    });
  });
});

describe("after a denial", () => {
  it("the same arguments of the same run are not asked about again for a while", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    await world.approvals.decide(sign(world, request, { decision: "deny" }));
    expect(await world.approvals.request(refund({ callId: "call_2" }))).toEqual(request);
    const other = await world.approvals.request(refund({ callId: "call_3", session: "ses_2" }));
    expect(other.id).not.toBe(request.id);
    world.now += 10 * minute;
    expect((await world.approvals.request(refund({ callId: "call_2" }))).id).not.toBe(request.id);
  });
});

describe("the load on people", () => {
  it("is counted", async () => {
    const world = await openApprovalWorld();
    expect(await world.approvals.measureLoad("acme", 0)).toMatchObject({
      requests: 0,
      medianSecondsToDecide: undefined,
      denialPercent: 0,
    });
    const requests = [];
    for (const callId of ["1", "2", "3", "4"])
      requests.push(await world.approvals.request(refund({ callId })));
    for (const [index, seconds] of [1, 10, 30].entries()) {
      world.now += seconds * 1000;
      const decision = index === 0 ? "deny" : "approve";
      await world.approvals.decide(sign(world, requests[index]!, { decision }));
    }
    expect(await world.approvals.measureLoad("acme", 0)).toEqual({
      requests: 4,
      requestsPer100Calls: 0,
      decisions: 3,
      medianSecondsToDecide: 11,
      decidedUnder3sPercent: 100 / 3,
      denialPercent: 100 / 3,
    });
    expect(await world.approvals.measureLoad("borealis", 0)).toMatchObject({ requests: 0, decisions: 0 });
    expect(await world.approvals.countPending("acme", { requester: "ana" })).toBe(1);
  });

  it("counts what waits of one agent, in whoever's name", async () => {
    const world = await openApprovalWorld();
    const agents = ["planner", "payer"];
    await world.approvals.request(refund({ agents, callId: "1" }));
    await world.approvals.request(refund({ agents, callId: "2", requester: "gus" }));
    await world.approvals.request(refund({ agents: ["payer", "planner"], callId: "3" }));
    expect(await world.approvals.countPending("acme", { agent: "payer" })).toBe(2);
    expect(await world.approvals.countPending("borealis", { agent: "payer" })).toBe(0);
  });
});

describe("less", () => {
  const places = ["/amount", "/orders", "/orders/0/amount"];
  const before = { amount: 50, to: "x", orders: [{ id: 1, amount: 5 }, { id: 2 }, { id: 3 }] };

  it.each([
    { ...before, amount: 49 },
    { ...before, orders: [{ id: 2 }] },
    { ...before, orders: [{ id: 1, amount: 5 }, { id: 3 }] },
    { ...before, amount: 1, orders: [{ id: 1, amount: 4 }, { id: 2 }, { id: 3 }] },
  ])("is %j", (after) => {
    expect(isNarrower(before, after, places)).toBe(true);
  });

  it.each([
    [before],
    [{ ...before, amount: 51 }],
    [{ ...before, amount: 0 }],
    [{ ...before, amount: -1 }],
    [{ ...before, amount: 1.5 }],
    [{ ...before, amount: "49" }],
    [{ ...before, to: "y" }],
    [{ ...before, more: 1 }],
    [{ amount: 50, orders: before.orders }],
    [{ ...before, orders: [] }],
    [{ ...before, orders: [{ id: 3 }, { id: 2 }] }],
    [{ ...before, orders: [{ id: 2 }, { id: 2 }] }],
    [{ ...before, orders: [{ id: 4 }] }],
    [{ ...before, orders: { 0: { id: 2 } } }],
    [[]],
    [null],
  ])("is not %j", (after) => {
    expect(isNarrower(before, after, places)).toBe(false);
  });
});
