import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { openApprovalWorld, refund, sign, twoFinance } from "./world.ts";

describe("deciding", () => {
  it("approves with one entitled person's signature, and says so in a receipt", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    expect(await world.approvals.decide(sign(world, request))).toEqual({
      type: "recorded",
      state: "approved",
    });
    expect(world.receipts.map((receipt) => receipt.type)).toEqual(["approval-requested", "approval-granted"]);
    expect(world.receipts[1]).toMatchObject({
      cause: "rcp_1",
      facts: { approver: "fay", approval: request.id },
    });
  });

  it("waits for the whole quorum, of distinct people", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund(twoFinance()));
    expect(await world.approvals.decide(sign(world, request))).toMatchObject({ state: "pending" });
    expect(await world.approvals.decide(sign(world, request))).toMatchObject({ code: "already-decided" });
    expect(await world.approvals.state(request.id)).toBe("pending");
    expect(await world.approvals.decide(sign(world, request, { approver: "finn" }))).toMatchObject({
      state: "approved",
    });
  });

  it("counts right when a quorum's people decide at the same moment in two processes", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund(twoFinance()));
    await Promise.all([
      world.approvals.decide(sign(world, request)),
      world.another().decide(sign(world, request, { approver: "finn" })),
    ]);
    expect(await world.approvals.state(request.id)).toBe("approved");
  });

  it("[G2] asks the people of every requirement, not of any", async () => {
    const world = await openApprovalWorld();
    const { requirement } = refund();
    const request = await world.approvals.request(
      refund({
        requirement: {
          ...requirement,
          groups: ["finance-approvers", "security-reviewers"],
          requirements: [...requirement.requirements, { groups: ["security-reviewers"], quorum: 1 }],
        },
      }),
    );
    await world.approvals.decide(sign(world, request));
    expect(await world.approvals.decide(sign(world, request, { approver: "finn" }))).toMatchObject({
      state: "pending",
    });
    expect(await world.approvals.decide(sign(world, request, { approver: "sue" }))).toMatchObject({
      state: "approved",
    });
  });

  it("ends at once with the first denial, also of what is approved and not used yet", async () => {
    const world = await openApprovalWorld();
    const first = await world.approvals.request(refund(twoFinance()));
    expect(await world.approvals.decide(sign(world, first, { decision: "deny" }))).toMatchObject({
      state: "denied",
    });
    expect(await world.approvals.decide(sign(world, first, { approver: "finn" }))).toMatchObject({
      code: "not-pending",
      state: "denied",
    });

    const second = await world.approvals.request(refund({ callId: "call_2" }));
    await world.approvals.decide(sign(world, second));
    await world.approvals.decide(sign(world, second, { approver: "finn", decision: "deny" }));
    expect(await world.approvals.consume(second.id, second, 1000)).toMatchObject({ code: "not-approved" });
  });

  it.each([
    ["the requester", { approver: "ana" }, "not-entitled"],
    ["the owner of an agent in the chain", { approver: "olga" }, "not-entitled"],
    ["a member of another group", { approver: "sue" }, "not-entitled"],
    ["nobody known, as a bot is", { approver: "slack-bot" }, "unknown-approver"],
    ["the namesake in another tenant", { tenant: "borealis" }, "other-tenant"],
    ["other arguments", { argumentsDigest: "sha256:0" as const }, "other-call"],
    ["a time before the request", { at: 0 }, "not-current"],
    ["a time to come", { at: Date.UTC(2027, 0, 1) }, "not-current"],
  ])("[G2] refuses a decision by or with %s", async (_, change, code) => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    expect(await world.approvals.decide(sign(world, request, change))).toMatchObject({
      type: "refused",
      code,
    });
    expect(await world.approvals.state(request.id)).toBe("pending");
    expect(await world.approvals.decisions(request.id)).toEqual([]);
    // The asset is still there: the right person still can.
    expect(await world.approvals.decide(sign(world, request))).toMatchObject({ state: "approved" });
  });

  it("[G2] refuses a decision that was changed after it was signed", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    const denial = sign(world, request, { decision: "deny", reason: "no" });
    for (const change of [
      { decision: "approve" as const },
      { approver: "finn" },
      { at: denial.at + 1 },
      { reason: "yes" },
    ]) {
      expect(await world.approvals.decide({ ...denial, ...change })).toMatchObject({ code: "bad-signature" });
    }
    expect(await world.approvals.state(request.id)).toBe("pending");
  });

  it("[G2] refuses signatures of keys that belong to no channel", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    const stranger = generateSigningKey();
    const forged = sign({ key: stranger, now: world.now }, request);
    expect(await world.approvals.decide(forged)).toMatchObject({ code: "unknown-key" });
    expect(await world.approvals.decide({ ...forged, keyId: world.key.publicKey.kid })).toMatchObject({
      code: "bad-signature",
    });
  });

  it("[G2] refuses a decision on one request for another", async () => {
    const world = await openApprovalWorld();
    const small = await world.approvals.request(refund());
    const large = await world.approvals.request(
      refund({ callId: "call_2", arguments: { order: "10492", amount: 99999900 } }),
    );
    expect(await world.approvals.decide({ ...sign(world, small), requestId: large.id })).toMatchObject({
      code: "bad-signature",
    });
    expect(await world.approvals.decide(sign(world, small, { requestId: large.id }))).toMatchObject({
      code: "other-call",
    });
    expect(await world.approvals.state(large.id)).toBe("pending");
  });

  it("[G5] refuses revoked approvers, channel keys and requests", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    for (const subject of [
      { kind: "user", subject: "fay" },
      { kind: "key", subject: world.key.publicKey.kid },
      { kind: "approval", subject: request.id },
    ] as const) {
      world.revoked.push(subject);
      expect(await world.approvals.decide(sign(world, request))).toMatchObject({ code: "revoked" });
      world.revoked.pop();
    }
    expect(await world.approvals.state(request.id)).toBe("pending");
  });

  it("[G8] refuses when the directory does not answer", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    world.directoryIsDown = true;
    expect(await world.approvals.decide(sign(world, request))).toMatchObject({ code: "not-evaluable" });
    expect(await world.approvals.state(request.id)).toBe("pending");
  });

  it("refuses after the expiry", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    world.now = request.expiresAt;
    expect(await world.approvals.decide(sign(world, request))).toMatchObject({ code: "expired" });
  });

  it("takes a second chance to count after a crash between vote and count", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    await world.approvals.decide(sign(world, request));
    const { expiresAt: expires_at } = request;
    await world.storage.updateTable("approval_request").set({ state: "pending", expires_at }).execute();
    expect(await world.approvals.decide(sign(world, request))).toMatchObject({
      code: "already-decided",
      state: "approved",
    });
  });
});
