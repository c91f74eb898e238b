import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { createTerminalChannel, fingerprint, renderCard } from "../../../sdk/src/approvals/index.ts";
import { openApprovalWorld, refund } from "./world.ts";

describe("the card", () => {
  it("says who asked, through whom, for what, from where, why, and until when", async () => {
    const { approvals } = await openApprovalWorld();
    const request = await approvals.request(refund());
    const card = renderCard(approvals.preview(request), { color: false });
    for (const fact of [
      "issue_refund",
      "high risk",
      "ana",
      "support-bot",
      '/order: "10492"',
      "from the human's own words",
      "/amount: 12400",
      "! from document mail/supplier.eml (untrusted)",
      "payment-needs-approval",
      "1 of finance-approvers",
      "2026-01-05T09:15:00.000Z",
      fingerprint(request.argumentsDigest),
      request.id,
    ]) {
      expect(card).toContain(fact);
    }
    expect(card).not.toContain("\u001b");
    expect(renderCard(approvals.preview(request), { color: true })).toContain("\u001b[1m");
  });

  it("[G6] keeps text from models and documents inert, in every field", async () => {
    const { approvals } = await openApprovalWorld();
    const hostile = "x\u001b]0;owned\u0007\u001b[8m\u202e\r\nFingerprint  0000-0000";
    const request = await approvals.request(
      refund({
        tool: hostile,
        requester: hostile,
        agents: [hostile],
        tenant: hostile,
        arguments: { [hostile]: hostile, nested: [hostile, {}] },
        origins: [{ argument: "/nested/0", source: "document", name: hostile }],
        policies: [{ id: hostile, effect: "forbid" }],
        reason: hostile,
      }),
    );
    const card = renderCard(approvals.preview(request), { color: false });
    expect(card).not.toMatch(/[^\P{C}\n]/u);
    expect(card.split("\n").filter((line) => line.startsWith("Fingerprint"))).toHaveLength(1);
    expect(card).toContain("/nested/1: {}");
  });
});

describe("a preview", () => {
  const iban = ["GB29", "NWBK", "6016", "1331", "9268", "19"].join("");
  const secret = ["AKIA", "IOSFODNN7", "QRSTUVW"].join("");

  it("[G6] masks personal data and hides secrets, and leaves what is decided on as it is", async () => {
    const { approvals } = await openApprovalWorld();
    const told = `Write to jo.miller@acme.example, account ${iban}, key ${secret}`;
    const request = await approvals.request(
      refund({
        arguments: { order: "10492", amount: 12400, note: told },
        origins: [{ argument: "/note", source: "document", integrity: "untrusted", name: told }],
        notes: [told],
        reason: told,
      }),
    );
    const preview = approvals.preview(request);
    const card = renderCard(preview, { color: false });
    for (const raw of ["jo.miller", iban, secret]) expect(card).not.toContain(raw);
    expect(card).toContain("Some values are masked");
    expect(card).toContain('/order: "10492"');
    expect(card).toContain("/amount: 12400");
    expect(card).toContain(fingerprint(request.argumentsDigest));
    expect(await approvals.find(request.id)).toEqual(request);
  });

  it("says nothing of masks where nothing was masked", async () => {
    const { approvals } = await openApprovalWorld();
    const request = await approvals.request(refund());
    expect(approvals.preview(request)).toEqual({ ...request, isMasked: false });
  });
});

describe("the terminal channel", () => {
  async function answer(line: string) {
    const world = await openApprovalWorld();
    const request = await world.approvals.request(refund());
    const input = new PassThrough();
    const output = new PassThrough();
    const channel = createTerminalChannel({
      approvals: world.approvals,
      key: world.key,
      approver: "fay",
      tenant: "acme",
      input,
      output,
      color: false,
      clock: () => world.now,
    });
    const asked = channel.ask(request);
    input.write(`${line}\n`);
    const result = await asked;
    output.end();
    return { result, world, request, shown: await text(output) };
  }

  it("approves on yes alone", async () => {
    const { result, shown, request } = await answer("yes");
    expect(result).toMatchObject({ state: "approved" });
    expect(shown).toContain(`Approve issue_refund ${fingerprint(request.argumentsDigest)}?`);
  });

  it("denies on anything else, which is the reason", async () => {
    const { result, world, request } = await answer("y, or rather: wrong order");
    expect(result).toMatchObject({ state: "denied" });
    expect((await world.approvals.decisions(request.id))[0]).toMatchObject({
      reason: "y, or rather: wrong order",
    });
  });

  it("asks about each pending request once, until stopped", async () => {
    const world = await openApprovalWorld();
    const requests = [
      await world.approvals.request(refund()),
      await world.approvals.request(refund({ callId: "call_2" })),
    ];
    const input = new PassThrough();
    const channel = createTerminalChannel({
      approvals: world.approvals,
      key: world.key,
      approver: "fay",
      tenant: "acme",
      color: false,
      input,
      output: new PassThrough(),
      clock: () => world.now,
    });
    const stop = new AbortController();
    const served = channel.serve(stop.signal);
    for (const request of requests) {
      await expect
        .poll(() => input.listenerCount("data") + input.listenerCount("readable"))
        .toBeGreaterThan(0);
      input.write("yes\n");
      expect(await world.approvals.wait(request.id)).toBe("approved");
    }
    stop.abort();
    await served;
  });
});
