import { describe, expect, it } from "vitest";
import { openApprovalWorld, refund, sign } from "./world.ts";

describe("asking", () => {
  it("gives the same call the same request, whoever asks and however often", async () => {
    const world = await openApprovalWorld();
    const requests = await Promise.all([
      world.approvals.request(refund()),
      world.another().request(refund()),
      world.approvals.request(refund()),
    ]);
    expect(new Set(requests.map((request) => request.id)).size).toBe(1);
    expect(await world.approvals.pending("acme")).toHaveLength(1);
    expect(await world.approvals.pending("borealis")).toEqual([]);
  });

  it("makes another one for another call, session or argument", async () => {
    const world = await openApprovalWorld();
    const ids = await Promise.all(
      [
        refund(),
        refund({ callId: "call_2" }),
        refund({ session: "ses_2" }),
        refund({ arguments: { order: "1" } }),
      ].map(async (input) => (await world.approvals.request(input)).id),
    );
    expect(new Set(ids).size).toBe(4);
  });

  it("finds nothing for an unknown id", async () => {
    const { approvals } = await openApprovalWorld();
    expect(await approvals.find("apr_0")).toBeUndefined();
    expect(await approvals.state("apr_0")).toBeUndefined();
  });
});

describe("closing", () => {
  it("lets the requester cancel, and nobody else", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    expect(await world.approvals.cancel(request.id, "fay")).toMatchObject({ code: "not-requester" });
    expect(await world.approvals.cancel("apr_0", "ana")).toMatchObject({ code: "unknown-request" });
    expect(await world.approvals.cancel(request.id, "ana")).toEqual({ type: "closed", state: "cancelled" });
    expect(await world.approvals.cancel(request.id, "ana")).toMatchObject({
      code: "not-pending",
      state: "cancelled",
    });
    expect(await world.approvals.decide(sign(world, request))).toMatchObject({ state: "cancelled" });
    expect(world.receipts.at(-1)).toMatchObject({ type: "approval-closed", facts: { state: "cancelled" } });
  });

  it("expires what was not decided, and what was approved and not used", async () => {
    const world = await openApprovalWorld();
    const undecided = await world.approvals.request(refund());
    const unused = await world.approvals.request(refund({ callId: "call_2" }));
    world.now += 14 * 60_000;
    await world.approvals.decide(sign(world, unused));
    world.now += 60_000;
    expect(await world.approvals.expireDue()).toEqual([undecided.id]);
    world.now += 9 * 60_000;
    expect(await world.approvals.expireDue()).toEqual([unused.id]);
    expect(await world.approvals.state(unused.id)).toBe("expired");
  });
});

describe("waiting", () => {
  it("ends with the decision, made here or by another process", async () => {
    const world = await openApprovalWorld();
    const here = await world.approvals.request(refund());
    const elsewhere = await world.approvals.request(refund({ callId: "call_2" }));
    const waits = [world.approvals.wait(here.id), world.approvals.wait(elsewhere.id)];
    await world.approvals.decide(sign(world, here));
    await world.another().decide(sign(world, elsewhere, { decision: "deny" }));
    expect(await Promise.all(waits)).toEqual(["approved", "denied"]);
  });

  it("ends with the expiry", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    const wait = world.approvals.wait(request.id);
    world.now = request.expiresAt;
    expect(await wait).toBe("expired");
  });

  it("ends when aborted, and leaves the request open", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    const controller = new AbortController();
    const wait = world.approvals.wait(request.id, { signal: controller.signal });
    controller.abort(new Error("the run was stopped"));
    await expect(wait).rejects.toThrow("the run was stopped");
    expect(await world.approvals.state(request.id)).toBe("pending");
    await expect(world.approvals.wait("apr_0")).rejects.toMatchObject({
      code: "ERR_APPROVALS_UNKNOWN_REQUEST",
    });
  });
});
