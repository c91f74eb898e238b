import { beforeEach, expect, it } from "vitest";
import { type ApprovalRequest, digestCall, renderCard, signDecision } from "../../sdk/src/approvals/index.ts";
import { canonicalJson, generateSigningKey } from "../../sdk/src/crypto/index.ts";
import { type ApprovalWorld, openApprovalWorld, refund, sign } from "../unit/approvals/world.ts";

/**
 * Somebody writes to the database and knows this code: what can be computed without a key is right in every row here.
 * Nothing of it would let a call run that was not approved; it would let people approve for the wrong reasons.
 */
let world: ApprovalWorld;
let victim: ApprovalRequest;
let honest: ApprovalRequest;
beforeEach(async () => {
  world = await openApprovalWorld();
  victim = await world.approvals.request(refund());
  honest = await world.approvals.request(refund({ callId: "call_2", agents: ["mail-bot"] }));
});

const write = (row: object, id = victim.id) =>
  world.storage.updateTable("approval_request").set(row).where("id", "=", id).execute();

/** The row that holds it, consistent with itself. */
function rowOf(request: ApprovalRequest) {
  return {
    ...{ id: request.id, tenant: request.tenant, session: request.session, tool: request.tool },
    ...{ arguments_digest: request.argumentsDigest, request_json: canonicalJson(request) },
    ...{ created_at: request.createdAt, expires_at: request.expiresAt },
    ...{ requester: request.requester, agent: request.agents.at(-1) ?? "" },
  };
}

const { requirement } = refund();
const later = 60 * 60_000;
const lies: readonly (readonly [what: string, change: (of: ApprovalRequest) => Partial<ApprovalRequest>])[] =
  [
    ["requester", () => ({ requester: "olga" })],
    ["chain of agents", () => ({ agents: ["trusted-bot"] })],
    ["session", () => ({ session: "ses_other" })],
    ["delegation", () => ({ delegation: "sha256:other" })],
    ["owners", () => ({ owners: [] })],
    ["reason", () => ({ reason: "Routine." })],
    ["notes", () => ({ notes: [] })],
    [
      "origins",
      ({ origins }) => ({ origins: origins.map(({ argument }) => ({ argument, source: "human" })) }),
    ],
    ["current values", () => ({ current: [{ argument: "/amount", value: 12_400 }] })],
    ["narrowable arguments", () => ({ narrowable: ["/amount", "/order"] })],
    ["policies", () => ({ policies: [{ id: "harmless", effect: "forbid" }] })],
    ["policy hash", () => ({ policyHash: "sha256:other" })],
    ["risk", () => ({ requirement: { ...requirement, risk: "low" } })],
    [
      "quorum and groups",
      () => ({ requirement: { ...requirement, requirements: [{ groups: ["support"], quorum: 2 }] } }),
    ],
    ["time of asking", ({ createdAt }) => ({ createdAt: createdAt - later })],
    ["expiry", ({ expiresAt }) => ({ expiresAt: expiresAt + later })],
    ["receipt", () => ({ receipt: "sdk-1:1" })],
    [
      "arguments and their digest",
      (of) => {
        const args = { order: "10492", amount: 1 };
        return { arguments: args, argumentsDigest: digestCall({ ...of, arguments: args }) };
      },
    ],
  ];

it.each(lies)("[G2] shows nobody another %s than the agent's process wrote", async (_, change) => {
  const lie = { ...victim, ...change(victim) };
  await write(rowOf(lie));
  const { approvals } = world;
  await expect(approvals.find(victim.id)).rejects.toMatchObject({ code: "ERR_APPROVALS_TAMPERED" });
  for (const list of [approvals.pending("acme"), approvals.decidable("acme", "fay")])
    expect((await list).map(({ id }) => id)).toEqual([honest.id]);
  expect(await approvals.tampered("acme")).toEqual([victim.id]);
});

it.each(lies)("[G2] takes no decision on a row with another %s", async (_, change) => {
  const lie = { ...victim, ...change(victim) };
  await write(rowOf(lie));
  await expect(world.approvals.decide(sign(world, lie))).rejects.toMatchObject({
    code: "ERR_APPROVALS_TAMPERED",
  });
  expect(await world.approvals.decisions(victim.id)).toEqual([]);
});

it.each(lies)("[G4] records no outcome in the words of a row with another %s", async (_, change) => {
  await world.approvals.decide(sign(world, victim));
  await world.another().consume(victim.id, victim, 60_000);
  await write({ ...rowOf({ ...victim, ...change(victim) }), state: "unknown" });
  expect(await world.approvals.parked("acme")).toEqual([]);
  const before = world.receipts.length;
  world.now += 60_000;
  await world.approvals.keepTime(["acme"], async () => {});
  expect(world.receipts).toHaveLength(before);
});

it("[G2] asks nobody about a call that no agent made", async () => {
  const row = await world.storage
    .selectFrom("approval_request")
    .selectAll()
    .where("id", "=", victim.id)
    .executeTakeFirstOrThrow();
  const invented = { ...victim, id: `apr_${"0".repeat(32)}` };
  await world.storage
    .insertInto("approval_request")
    .values({ ...row, ...rowOf(invented), dedupe_key: "other" })
    .execute();
  expect(await world.approvals.pending("acme")).toHaveLength(2);
  expect(await world.approvals.tampered("acme")).toEqual([invented.id]);
});

it("[G2] takes no other request's seal for its own", async () => {
  const { seal } = await world.storage
    .selectFrom("approval_request")
    .select("seal")
    .where("id", "=", honest.id)
    .executeTakeFirstOrThrow();
  await write({ seal });
  expect(await world.approvals.tampered("acme")).toEqual([victim.id]);
  await write({ seal: "" });
  expect(await world.approvals.tampered("acme")).toEqual([victim.id]);
});

it("[G2] gives nobody more time than the card says", async () => {
  await write({ expires_at: victim.expiresAt + later });
  world.now = victim.expiresAt;
  expect(await world.approvals.tampered("acme")).toEqual([victim.id]);
  await expect(world.approvals.decide(sign(world, victim))).rejects.toMatchObject({
    code: "ERR_APPROVALS_TAMPERED",
  });
});

it("[G2] shows no vote that no channel has signed", async () => {
  const forger = { key: generateSigningKey(), now: world.now };
  const others = signDecision(world.key, { ...sign(world, honest), approver: "finn" });
  for (const [approver, decision] of Object.entries({
    fay: JSON.stringify(sign(forger, victim)),
    finn: JSON.stringify(others),
    sue: "{",
    ana: "null",
  }))
    await world.storage
      .insertInto("approval_decision")
      .values({
        request_id: victim.id,
        approver,
        decision: "approve",
        decision_json: decision,
        at: world.now,
      })
      .execute();
  expect(await world.approvals.decisions(victim.id)).toEqual([]);
});

it("[G2] shows no request as one that people have changed from another", async () => {
  await write({ state: "superseded", superseded_by: honest.id });
  expect(await world.approvals.successor(victim.id)).toBeUndefined();
});

it("goes on showing what was not touched", async () => {
  const found = await world.approvals.find(victim.id);
  expect(found).toEqual(victim);
  expect(renderCard(world.approvals.preview(victim), { color: false })).toContain("ana");
});
