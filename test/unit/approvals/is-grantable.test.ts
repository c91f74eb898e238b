import { beforeEach, describe, expect, it } from "vitest";
import { openApprovals, signEdit } from "../../../sdk/src/approvals/index.ts";
import { type ApprovalWorld, openApprovalWorld, refund, twoFinance } from "./world.ts";

let world: ApprovalWorld;
beforeEach(async () => {
  world = await openApprovalWorld();
});

const without = (...ids: readonly string[]) => {
  for (const id of ids) world.known.delete(`acme/${id}`);
};
const isGrantable = (change: Parameters<typeof refund>[0] = {}) =>
  world.approvals.isGrantable(refund(change));

describe("whether a request can be granted at all", () => {
  it("asks for somebody in the group who neither asked nor owns the agent", async () => {
    expect(await isGrantable()).toBe(true);
    without("finn");
    expect(await isGrantable()).toBe(true);
    expect(await isGrantable({ requester: "fay" })).toBe(false);
    expect(await isGrantable({ owners: ["fay", "olga"] })).toBe(false);
    without("fay");
    expect(await isGrantable()).toBe(false);
    expect(await isGrantable({ owners: ["somebody"] })).toBe(true);
    expect(await isGrantable({ tenant: "borealis" })).toBe(true);
  });

  it("asks for as many people as every requirement wants", async () => {
    expect(await isGrantable(twoFinance())).toBe(true);
    const both = [
      { groups: ["finance-approvers"], quorum: 1 },
      { groups: ["security-reviewers"], quorum: 1 },
    ];
    const groups = ["finance-approvers", "security-reviewers"];
    const requirement = { ...refund().requirement, groups, requirements: both };
    expect(await isGrantable({ requirement })).toBe(true);
    without("finn", "sue");
    expect(await isGrantable(twoFinance())).toBe(false);
    expect(await isGrantable({ requirement })).toBe(false);
  });

  it("counts nobody who is revoked", async () => {
    world.revoked.push({ kind: "user", subject: "fay" }, { kind: "user", subject: "finn" });
    expect(await isGrantable()).toBe(false);
  });

  it("counts those whom an escalation would ask", async () => {
    const escalated = await openApprovalWorld(undefined, { "finance-approvers": "security-reviewers" });
    for (const id of ["fay", "finn"]) escalated.known.delete(`acme/${id}`);
    expect(await escalated.approvals.isGrantable(refund())).toBe(true);
    escalated.known.delete("acme/sue");
    expect(await escalated.approvals.isGrantable(refund())).toBe(false);
  });

  it("is not doubted where the directory lists nobody", async () => {
    const approvals = openApprovals({ ...world.options, directory: { find: async () => undefined } });
    expect(await approvals.isGrantable(refund())).toBe(true);
  });
});

it("refuses an edit that leaves nobody to approve", async () => {
  without("finn");
  const request = await world.approvals.request(refund());
  const edit = {
    requestId: request.id,
    arguments: { order: "10492", amount: 1 },
    tenant: "acme",
    verifiedBy: "test",
    at: world.now,
  };
  expect(await world.approvals.narrow(signEdit(world.key, { ...edit, editor: "fay" }))).toMatchObject({
    type: "refused",
    code: "no-approver",
  });
  expect(await world.approvals.state(request.id)).toBe("pending");
  expect(await world.approvals.narrow(signEdit(world.key, { ...edit, editor: "ana" }))).toMatchObject({
    replaces: request.id,
  });
});
