import { beforeEach, expect, it } from "vitest";
import type { ApprovalRequest } from "../../sdk/src/approvals/index.ts";
import { canonicalJson } from "../../sdk/src/crypto/index.ts";
import { type ApprovalWorld, openApprovalWorld, refund, sign } from "../unit/approvals/world.ts";

let world: ApprovalWorld;
let victim: ApprovalRequest;
let honest: ApprovalRequest;
beforeEach(async () => {
  world = await openApprovalWorld();
  victim = await world.approvals.request(refund());
  honest = await world.approvals.request(refund({ callId: "call_2" }));
});

const write = (row: object) =>
  world.storage.updateTable("approval_request").set(row).where("id", "=", victim.id).execute();
const json = (change: object) => ({ request_json: canonicalJson({ ...victim, ...change }) });

const changes: readonly (readonly [what: string, row: () => object])[] = [
  ["other arguments", () => json({ arguments: { order: "1", amount: 1 } })],
  ["text that is no JSON", () => ({ request_json: "{" })],
  ["null", () => ({ request_json: "null" })],
  ["no requirement", () => json({ requirement: null })],
  ["a requirement without groups", () => json({ requirement: { ...victim.requirement, groups: 1 } })],
  ["origins that are no list", () => json({ origins: {} })],
  ["notes that are no texts", () => json({ notes: [{}] })],
  ["another tenant in the text", () => json({ tenant: "borealis" })],
  ["another digest", () => ({ arguments_digest: "sha256:0" })],
];

it.each(changes)("[G8] a row with %s hides no other request, and is named", async (_, row) => {
  await write(row());
  const ids = (list: readonly ApprovalRequest[]) => list.map(({ id }) => id);
  expect(ids(await world.approvals.pending("acme"))).toEqual([honest.id]);
  expect(ids(await world.approvals.decidable("acme", "fay"))).toEqual([honest.id]);
  expect(await world.approvals.tampered("acme")).toEqual([victim.id]);
  expect(await world.approvals.tampered("borealis")).toEqual([]);
});

it.each(changes)("[G2] a row with %s is decided by nobody", async (_, row) => {
  await write(row());
  await expect(world.approvals.decide(sign(world, victim))).rejects.toMatchObject({
    code: "ERR_APPROVALS_TAMPERED",
  });
  expect(await world.approvals.decisions(victim.id)).toEqual([]);
  expect(await world.approvals.decide(sign(world, honest))).toMatchObject({ state: "approved" });
});

it.each(changes)("[G8] a parked execution with %s hides no other one, and is named", async (_, row) => {
  await world.storage.updateTable("approval_request").set({ state: "unknown" }).execute();
  await write(row());
  expect((await world.approvals.parked("acme")).map(({ id }) => id)).toEqual([honest.id]);
  expect(await world.approvals.tampered("acme")).toEqual([victim.id]);
});

it("[G4] is closed in its time, once, with a receipt that names it", async () => {
  await write({ request_json: "{" });
  world.now = victim.expiresAt;
  for (let looked = 0; looked < 3; looked++) await world.approvals.keepTime(["acme"], async () => {});
  const closed = world.receipts.filter(({ type }) => type === "approval-closed");
  const named = { tenant: "acme", facts: { approval: victim.id, state: "expired", isTampered: true } };
  expect(closed.filter(({ facts }) => (facts as { approval: string }).approval === victim.id)).toMatchObject([
    named,
  ]);
  expect(closed).toHaveLength(2);
});
