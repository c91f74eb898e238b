import { describe, expect, it } from "vitest";
import {
  type ApprovalDecision,
  type ApprovalRequest,
  signDecision,
  signEdit,
} from "../../sdk/src/approvals/index.ts";
import { canonicalJson, generateSigningKey } from "../../sdk/src/crypto/index.ts";
import { type ApprovalWorld, openApprovalWorld, refund, sign, twoFinance } from "../unit/approvals/world.ts";

const minute = 60_000;

/** What an attacker hands in, and the word that the engine has for it. */
interface Attack {
  readonly by: string;
  readonly code: string;
  /** Several decisions are handed in one after the other; the last one is refused. */
  hand(
    world: ApprovalWorld,
    request: ApprovalRequest,
  ): readonly ApprovalDecision[] | Promise<readonly ApprovalDecision[]>;
}

const attacks: readonly Attack[] = [
  { by: "an outsider", code: "unknown-approver", hand: (w, r) => [sign(w, r, { approver: "mallory" })] },
  {
    by: "a guest, who is in the directory without the group",
    code: "not-entitled",
    hand: (w, r) => {
      w.known.set("acme/gia", {
        type: "user",
        id: "gia",
        tenant: "acme",
        roles: [],
        groups: [],
        clearance: "public",
      });
      return [sign(w, r, { approver: "gia" })];
    },
  },
  { by: "the requester", code: "not-entitled", hand: (w, r) => [sign(w, r, { approver: "ana" })] },
  {
    by: "the requester, who has joined the group since",
    code: "not-entitled",
    hand: (w, r) => {
      w.known.set("acme/ana", { ...w.known.get("acme/ana")!, groups: ["finance-approvers"] });
      return [sign(w, r, { approver: "ana" })];
    },
  },
  {
    by: "the delegator, who owns the agent",
    code: "not-entitled",
    hand: (w, r) => [sign(w, r, { approver: "olga" })],
  },
  {
    by: "the same person twice",
    code: "already-decided",
    hand: (w, r) => [sign(w, r), sign(w, r, { at: w.now + 1 })],
  },
  {
    by: "the same person under another spelling",
    code: "unknown-approver",
    hand: (w, r) => [sign(w, r), sign(w, r, { approver: "Fay" })],
  },
  {
    by: "the namesake of another tenant",
    code: "other-tenant",
    hand: (w, r) => [sign(w, r, { tenant: "borealis" })],
  },
  {
    by: "a stale card: the arguments were narrowed since",
    code: "not-pending",
    hand: async (w, r) => {
      const { tenant } = r;
      const edit = { requestId: r.id, arguments: { order: "10492", amount: 1 }, editor: "ana", tenant };
      await w.approvals.narrow(signEdit(w.key, { ...edit, verifiedBy: "test", at: w.now }));
      return [sign(w, r)];
    },
  },
  {
    by: "consent to other arguments",
    code: "other-call",
    hand: async (w, r) => {
      const other = await w.approvals.request(
        refund({ callId: "call_9", arguments: { order: "1", amount: 1 } }),
      );
      return [sign(w, r, { argumentsDigest: other.argumentsDigest })];
    },
  },
  {
    by: "consent to another request for the very same arguments",
    code: "bad-signature",
    hand: async (w, r) => {
      const twin = await w.approvals.request(refund({ ...twoFinance(), callId: "call_9" }));
      return [{ ...sign(w, twin), requestId: r.id }];
    },
  },
  {
    by: "a denial that was turned into a yes",
    code: "bad-signature",
    hand: (w, r) => [{ ...sign(w, r, { decision: "deny" }), decision: "approve" }],
  },
  {
    by: "a signature of zeros",
    code: "bad-signature",
    hand: (w, r) => [{ ...sign(w, r), signature: Buffer.alloc(64).toString("base64url") }],
  },
  {
    by: "a channel that the gate does not know",
    code: "unknown-key",
    hand: (w, r) => [sign({ key: generateSigningKey(), now: w.now }, r)],
  },
  {
    by: "a key that claims to be the channel's",
    code: "bad-signature",
    hand: (w, r) => {
      const forged = sign({ key: generateSigningKey(), now: w.now }, r);
      return [{ ...forged, keyId: w.key.publicKey.kid }];
    },
  },
  { by: "the very same bytes again", code: "already-decided", hand: (w, r) => [sign(w, r), sign(w, r)] },
  {
    by: "a decision of tomorrow",
    code: "not-current",
    hand: (w, r) => [sign(w, r, { at: w.now + 24 * 60 * minute })],
  },
  {
    by: "a decision of last year",
    code: "not-current",
    hand: (w, r) => [sign(w, r, { at: w.now - 365 * 24 * 60 * minute })],
  },
  {
    by: "a decision that comes after the expiry, dated before it",
    code: "expired",
    hand: (w, r) => {
      const inTime = sign(w, r);
      w.now = r.expiresAt;
      return [inTime];
    },
  },
  {
    by: "a yes after a no",
    code: "not-pending",
    hand: (w, r) => [sign(w, r, { approver: "finn", decision: "deny" }), sign(w, r)],
  },
  {
    by: "a yes after the requester took it back",
    code: "not-pending",
    hand: async (w, r) => {
      await w.approvals.cancel(r.id, "ana");
      return [sign(w, r)];
    },
  },
  {
    by: "a request that there is not",
    code: "unknown-request",
    hand: (w, r) => [sign(w, r, { requestId: `apr_${"0".repeat(32)}` })],
  },
];

describe("a decision", () => {
  it.each(attacks)("[G2] by $by gives nobody a grant", async ({ code, hand }) => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund(twoFinance()));
    const handed = await hand(world, request);
    const results = [];
    for (const decision of handed) results.push(await world.approvals.decide(decision));
    expect(results.at(-1)).toMatchObject({ type: "refused", code });
    expect(await world.approvals.consume(request.id, request, minute)).toMatchObject({ type: "refused" });

    // Written past the engine, straight into the database, it still gives nobody anything.
    await world.storage
      .updateTable("approval_request")
      .set({ state: "approved", expires_at: world.now + minute })
      .execute();
    for (const [index, decision] of handed.entries()) {
      await world.storage
        .insertInto("approval_decision")
        .values({
          ...{
            request_id: request.id,
            approver: `${decision.approver}${index}`,
            decision: decision.decision,
          },
          decision_json: canonicalJson(decision),
          at: decision.at,
        })
        .execute();
    }
    expect(await world.approvals.consume(request.id, request, minute)).toMatchObject({ type: "refused" });
  });

  it("[G2] is good for one execution, in however many processes, and for none once it is old", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    const decision = sign(world, request);
    await world.approvals.decide(decision);
    const takers = Array.from({ length: 20 }, () => world.another().consume(request.id, request, minute));
    expect((await Promise.all(takers)).filter(({ type }) => type === "granted")).toHaveLength(1);

    // Somebody puts the row back to where it was; the execution is there, and is in the way.
    await world.storage.updateTable("approval_request").set({ state: "approved" }).execute();
    await expect(world.approvals.consume(request.id, request, minute)).rejects.toThrow();
    await world.storage.deleteFrom("approval_execution").execute();
    world.now += 11 * minute;
    await world.storage
      .updateTable("approval_request")
      .set({ state: "approved", expires_at: world.now + minute })
      .execute();
    expect(await world.approvals.consume(request.id, request, minute)).toMatchObject({ code: "expired" });
  });

  it("[G2] signed for approvals is not one for edits, and the other way round", async () => {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    const { tenant, id: requestId } = request;
    const edit = signEdit(world.key, {
      ...{
        requestId,
        arguments: { order: "10492", amount: 1 },
        editor: "fay",
        tenant,
        verifiedBy: "test",
        at: world.now,
      },
    });
    const decision = sign(world, request);
    expect(await world.approvals.decide({ ...decision, signature: edit.signature })).toMatchObject({
      code: "bad-signature",
    });
    expect(await world.approvals.narrow({ ...edit, signature: decision.signature })).toMatchObject({
      code: "bad-signature",
    });
    const moved = { verifiedBy: "test,fay", approver: "" };
    const shifted = signDecision(world.key, { ...decision, ...moved });
    expect(await world.approvals.decide({ ...shifted, verifiedBy: "test", approver: "fay" })).toMatchObject({
      code: "bad-signature",
    });
  });
});
