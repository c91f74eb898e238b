import { describe, expect, it } from "vitest";
import { createSeal } from "../../../sdk/src/approvals/seal.ts";
import { canonicalJson } from "../../../sdk/src/crypto/index.ts";
import { type ApprovalWorld, openApprovalWorld, refund, sealKey, sign, twoFinance } from "./world.ts";

const lease = 60_000;

async function approved(world: ApprovalWorld, input = refund()) {
  const request = await world.approvals.request(input);
  await world.approvals.decide(sign(world, request));
  return request;
}

describe("using an approval", () => {
  it("[G2] is possible once", async () => {
    const world = await openApprovalWorld();
    const request = await approved(world);
    expect(await world.approvals.consume(request.id, request, lease)).toEqual({
      type: "granted",
      requestId: request.id,
      argumentsDigest: request.argumentsDigest,
      approvers: ["fay"],
    });
    expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({ code: "already-used" });
    await world.approvals.settle(request.id, "succeeded");
    expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({
      code: "already-used",
      state: "succeeded",
    });
  });

  it("[G2] goes to exactly one of many who try at once", async () => {
    const world = await openApprovalWorld();
    const request = await approved(world);
    const gates = [world.approvals, world.another(), world.another()];
    const tries = await Promise.all(
      Array.from({ length: 30 }, (_, index) => gates[index % 3]!.consume(request.id, request, lease)),
    );
    expect(tries.filter((each) => each.type === "granted")).toHaveLength(1);
    expect(
      tries.filter((each) => each.type === "refused").every((each) => each.code === "already-used"),
    ).toBe(true);
  });

  it("[G2] is refused for other arguments, another tenant, before approval and after the time", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({
      code: "not-approved",
      state: "pending",
    });
    await world.approvals.decide(sign(world, request));
    const other = await world.approvals.request(refund({ arguments: { order: "10492", amount: 1 } }));
    expect(
      await world.approvals.consume(
        request.id,
        { ...request, argumentsDigest: other.argumentsDigest },
        lease,
      ),
    ).toMatchObject({ code: "other-call" });
    expect(
      await world.approvals.consume(request.id, { ...request, tenant: "borealis" }, lease),
    ).toMatchObject({
      code: "other-tenant",
    });
    world.now += 10 * 60_000;
    expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({ code: "expired" });
    expect(await world.approvals.consume("apr_0", request, lease)).toMatchObject({ code: "unknown-request" });
  });

  it("[G2] a process that can write to the database cannot approve", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    await world.storage
      .updateTable("approval_request")
      .set({ state: "approved", expires_at: world.now + 1e9 })
      .execute();
    // A naive gate believes the row:
    expect(await world.approvals.state(request.id)).toBe("approved");
    expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({
      code: "insufficient-consent",
    });
    const forged = { ...sign(world, request, { approver: "ana" }), approver: "fay" };
    await world.storage
      .insertInto("approval_decision")
      .values({
        request_id: request.id,
        approver: "fay",
        decision: "approve",
        decision_json: canonicalJson(forged),
        at: world.now,
      })
      .execute();
    expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({
      code: "insufficient-consent",
    });
  });

  it("[G2] a stored requirement, requester or quorum that was lowered, seal and all, changes nothing", async () => {
    const world = await openApprovalWorld();
    const asked = refund(twoFinance());
    const request = await world.approvals.request(asked);
    const lowered = { ...request, requirement: refund().requirement, requester: "nobody", owners: [] };
    const request_json = canonicalJson(lowered);
    const seal = createSeal(sealKey)(request_json);
    await world.storage.updateTable("approval_request").set({ request_json, seal }).execute();
    expect(await world.approvals.decide(sign(world, request))).toMatchObject({ state: "approved" });
    expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({
      code: "insufficient-consent",
    });
  });

  it("[G2] arguments that were changed in the database make the request void", async () => {
    const world = await openApprovalWorld();
    const request = await approved(world);
    await world.storage
      .updateTable("approval_request")
      .set({ request_json: canonicalJson({ ...request, arguments: { order: "1", amount: 1 } }) })
      .execute();
    await expect(world.approvals.find(request.id)).rejects.toMatchObject({ code: "ERR_APPROVALS_TAMPERED" });
    await expect(world.approvals.consume(request.id, request, lease)).rejects.toMatchObject({
      code: "ERR_APPROVALS_TAMPERED",
    });
  });

  it("[G8] a request that was changed in the database stands in no other's way", async () => {
    const world = await openApprovalWorld();
    const changed = await world.approvals.request(refund());
    const [sound, started] = [
      await world.approvals.request(refund({ callId: "call_2" })),
      await approved(world, refund({ callId: "call_3" })),
    ];
    await world.another().consume(started.id, started, lease);
    await world.storage
      .updateTable("approval_request")
      .set({ request_json: canonicalJson({ ...changed, arguments: { order: "1", amount: 1 } }) })
      .where("id", "=", changed.id)
      .execute();
    expect((await world.approvals.pending("acme")).map(({ id }) => id)).toEqual([sound.id]);
    world.now += 8 * 60_000;
    const told: string[] = [];
    const tell = async ({ id }: { readonly id: string }) => void told.push(id);
    expect(await world.approvals.keepTime(["acme"], tell)).toEqual([started.id]);
    expect(told).toEqual([`${sound.id}/reminder`]);
    world.now += 7 * 60_000;
    const expired = await world.approvals.keepTime(["acme"], tell);
    expect([...expired].sort()).toEqual([changed.id, sound.id].sort());
    expect(await world.approvals.parked("acme")).toHaveLength(1);
  });

  it("[G2] counts only approvers who still are entitled", async () => {
    const world = await openApprovalWorld();
    const request = await approved(world);
    const fay = world.known.get("acme/fay")!;
    world.known.set("acme/fay", { ...fay, groups: ["support"] });
    expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({
      code: "insufficient-consent",
    });
    world.known.set("acme/fay", fay);
    world.directoryIsDown = true;
    expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({
      code: "insufficient-consent",
    });
    world.directoryIsDown = false;
    expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({ type: "granted" });
  });

  it("[G5] is refused when the approval, an approver or the channel is revoked", async () => {
    const world = await openApprovalWorld();
    const request = await approved(world);
    for (const [kind, subject, code] of [
      ["approval", request.id, "revoked"],
      ["user", "fay", "insufficient-consent"],
      ["key", world.key.publicKey.kid, "insufficient-consent"],
    ] as const) {
      world.revoked.push({ kind, subject });
      expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({ code });
      world.revoked.pop();
    }
  });
});

describe("settling", () => {
  it("takes the outcome once, and from the consumer alone", async () => {
    const world = await openApprovalWorld();
    const request = await approved(world);
    await expect(world.approvals.settle(request.id, "succeeded")).rejects.toMatchObject({
      code: "ERR_APPROVALS_NOT_CONSUMED_HERE",
    });
    await world.approvals.consume(request.id, request, lease);
    await expect(world.another().settle(request.id, "failed")).rejects.toMatchObject({
      code: "ERR_APPROVALS_NOT_CONSUMED_HERE",
    });
    await world.approvals.settle(request.id, "succeeded");
    await expect(world.approvals.settle(request.id, "failed")).rejects.toMatchObject({
      code: "ERR_APPROVALS_NOT_CONSUMED_HERE",
    });
    expect(await world.approvals.state(request.id)).toBe("succeeded");
  });

  it("parks an execution that nobody reported as unknown, and never runs it again", async () => {
    const world = await openApprovalWorld();
    const request = await approved(world);
    await world.approvals.consume(request.id, request, lease);
    world.now += lease - 1;
    expect(await world.another().expireDue()).toEqual([]);
    world.now += 1;
    expect(await world.another().expireDue()).toEqual([request.id]);
    expect(await world.approvals.state(request.id)).toBe("unknown");
    expect(await world.another().consume(request.id, request, lease)).toMatchObject({ code: "already-used" });
    expect(world.receipts.at(-1)).toMatchObject({ type: "approval-closed", facts: { state: "unknown" } });
    // The consumer was only slow:
    await world.approvals.settle(request.id, "succeeded");
    expect(await world.approvals.state(request.id)).toBe("succeeded");
  });
});
