import { describe, expect, it } from "vitest";
import { type ParkedResolution, signResolution } from "../../../sdk/src/approvals/index.ts";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { openApprovalWorld, refund, sign } from "./world.ts";

const minute = 60_000;

/** An execution whose process died. */
async function openParked() {
  const world = await openApprovalWorld();
  const request = await world.approvals.request(refund());
  await world.approvals.decide(sign(world, request));
  const dead = world.another();
  await dead.consume(request.id, request, minute);
  world.now += 2 * minute;
  await world.approvals.keepTime(["acme"], async () => {});
  const state = (change: Partial<ParkedResolution> = {}, key = world.key) =>
    signResolution(key, {
      requestId: request.id,
      outcome: "succeeded",
      person: "finn",
      tenant: "acme",
      verifiedBy: "test",
      at: world.now,
      ...change,
    });
  return { ...world, world, request, dead, state };
}

describe("a parked execution", () => {
  it("is shown until somebody who may decide says what became of it", async () => {
    const { approvals, request, state, receipts, dead } = await openParked();
    expect((await approvals.parked("acme")).map(({ id }) => id)).toEqual([request.id]);
    expect(await approvals.parked("borealis")).toEqual([]);
    expect(await approvals.resolve(state())).toEqual({ type: "resolved", state: "succeeded" });
    expect(await approvals.parked("acme")).toEqual([]);
    expect(await approvals.state(request.id)).toBe("succeeded");
    expect(receipts.at(-1)).toMatchObject({
      type: "approval-closed",
      facts: { approval: request.id, state: "succeeded", by: "finn" },
    });
    expect(await approvals.resolve(state({ outcome: "failed" }))).toMatchObject({ code: "not-parked" });
    await expect(dead.settle(request.id, "failed")).rejects.toMatchObject({
      code: "ERR_APPROVALS_NOT_CONSUMED_HERE",
    });
  });

  it("[G2] is run by no resolution, whatever it says", async () => {
    const { approvals, request, state } = await openParked();
    await approvals.resolve(state({ outcome: "failed" }));
    expect(await approvals.consume(request.id, request, minute)).toMatchObject({ code: "already-used" });
  });

  it("[G2] is not resolved by the requester, an outsider, another tenant, a forged or a moved statement", async () => {
    const { approvals, request, state } = await openParked();
    const signed = state();
    const tries: readonly (readonly [ParkedResolution, string])[] = [
      [state({ person: "ana" }), "not-entitled"],
      [state({ person: "olga" }), "not-entitled"],
      [state({ person: "mallory" }), "unknown-approver"],
      [state({ tenant: "borealis" }), "other-tenant"],
      [state({}, generateSigningKey()), "unknown-key"],
      [{ ...signed, outcome: "failed" }, "bad-signature"],
      [{ ...signed, person: "fay" }, "bad-signature"],
      [state({ requestId: "apr_0" }), "unknown-request"],
    ];
    for (const [resolution, code] of tries)
      expect(await approvals.resolve(resolution)).toMatchObject({ type: "refused", code });
    expect(await approvals.state(request.id)).toBe("unknown");
  });
});
