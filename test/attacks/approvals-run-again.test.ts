import { beforeEach, expect, it } from "vitest";
import * as z from "zod/v4";
import { type ApprovalRequest, type Approvals, openApprovals } from "../../sdk/src/approvals/index.ts";
import { generateSigningKey } from "../../sdk/src/crypto/index.ts";
import { openLedger } from "../../sdk/src/receipts/index.ts";
import { decideAs, openGateWorld, pending } from "../unit/actions/world.ts";
import { type ApprovalWorld, openApprovalWorld, refund, sign } from "../unit/approvals/world.ts";

const lease = 60_000;
const idempotent = { isIdempotent: true };

let world: ApprovalWorld;
let request: ApprovalRequest;
/** A process consumed the approval, and was killed. */
beforeEach(async () => {
  world = await openApprovalWorld();
  request = await world.approvals.request(refund());
  await world.approvals.decide(sign(world, request));
  expect(await world.another().consume(request.id, request, lease, idempotent)).toMatchObject({
    type: "granted",
  });
});

it("[G2] gives an idempotent execution to one of many, once the lease is over", async () => {
  world.now += lease;
  const all = await Promise.all(
    Array.from({ length: 20 }, () => world.another().consume(request.id, request, lease, idempotent)),
  );
  expect(all.filter(({ type }) => type === "granted")).toHaveLength(1);
  expect(all.filter(({ type }) => type === "refused")).toHaveLength(19);
});

it.each([false, true])("[G2] gives none to two while the lease runs (parked: %s)", async (isParked) => {
  if (isParked) {
    world.now += lease;
    expect(await world.approvals.expireDue()).toEqual([request.id]);
    expect(await world.another().consume(request.id, request, lease, idempotent)).toMatchObject({
      type: "granted",
    });
    expect(await world.approvals.parked("acme")).toEqual([]);
  }
  world.now += lease - 1;
  expect(await world.approvals.consume(request.id, request, lease, idempotent)).toMatchObject({
    code: "already-used",
  });
});

it("[G2] never does again what cannot be done twice, and leaves it to people", async () => {
  world.now += lease;
  await world.approvals.expireDue();
  expect(await world.approvals.consume(request.id, request, lease)).toMatchObject({ code: "already-used" });
  expect((await world.approvals.parked("acme")).map(({ id }) => id)).toEqual([request.id]);
});

it("[G2] never does again what has been reported", async () => {
  world.now += lease;
  const again = world.another();
  await again.consume(request.id, request, lease, idempotent);
  await again.settle(request.id, "succeeded");
  world.now += lease;
  expect(await world.approvals.consume(request.id, request, lease, idempotent)).toMatchObject({
    code: "already-used",
  });
});

it("[G2] takes no report from the process that was too late", async () => {
  const late = world.another();
  const other = await world.approvals.request(refund({ callId: "call_2" }));
  await world.approvals.decide(sign(world, other));
  await late.consume(other.id, other, lease, idempotent);
  world.now += lease;
  const again = world.another();
  await again.consume(other.id, other, lease, idempotent);
  await expect(late.settle(other.id, "failed")).rejects.toMatchObject({
    code: "ERR_APPROVALS_NOT_CONSUMED_HERE",
  });
  await again.settle(other.id, "succeeded");
  expect(await world.approvals.state(other.id)).toBe("succeeded");
});

it.each<[what: string, change: () => unknown, code: string]>([
  ["the approval is revoked", () => world.revoked.push({ kind: "approval", subject: request.id }), "revoked"],
  ["the approver has left", () => world.known.delete("acme/fay"), "insufficient-consent"],
  ["the approval is ten minutes old", () => (world.now += 10 * 60_000), "expired"],
])("[G2] judges all anew: not when %s", async (_, change, code) => {
  world.now += lease;
  await change();
  expect(await world.approvals.consume(request.id, request, lease, idempotent)).toMatchObject({ code });
});

it("[G2] runs no other arguments under an execution that was begun", async () => {
  world.now += lease;
  const binding = { ...request, argumentsDigest: "sha256:0" as const };
  expect(await world.approvals.consume(request.id, binding, lease, idempotent)).toMatchObject({
    code: "other-call",
  });
});

it.each([
  [true, { type: "executed" }],
  [false, { type: "refused", code: "approval-used" }],
] as const)(
  "[G2] the gate runs a call again after a kill only if the tool says so (%s)",
  async (isIdempotent, outcome) => {
    const gated = await openGateWorld();
    const keys: string[] = [];
    await gated.gate.register({
      name: "pay_back",
      description: "Pays an order back.",
      connector: "billing",
      isIdempotent,
      impact: "high",
      reversible: false,
      audience: "external",
      schema: z.object({ order: z.string() }),
      execute: async (_args, { idempotencyKey }) => keys.push(idempotencyKey),
    });
    const session = await gated.openSession();
    const call = () => gated.call(session, "pay_back", { order: "10492" }, { callId: "c1" });
    const asked = pending(await call());
    for (const approver of ["fay", "finn", "sue", "sena"]) await decideAs(gated, approver, asked);
    // The process that was killed right here.
    expect(await gated.approvals.consume(asked.id, asked, lease)).toMatchObject({ type: "granted" });
    expect(await call()).toMatchObject({ type: "refused", code: "approval-used" });

    gated.now += lease;
    expect(await call()).toMatchObject(outcome);
    expect(await call()).toMatchObject({ type: "refused", code: "approval-used" });
    expect(keys).toEqual(isIdempotent ? [asked.id] : []);
  },
);

it("[G2] runs nothing that the ledger says was run, whatever became of the rows", async () => {
  const gated = await openGateWorld();
  let paid = 0;
  await gated.gate.register({
    name: "pay_back",
    description: "Pays an order back.",
    connector: "billing",
    impact: "high",
    reversible: false,
    audience: "external",
    schema: z.object({ order: z.string() }),
    execute: async () => ++paid,
  });
  const session = await gated.openSession();
  const call = () => gated.call(session, "pay_back", { order: "10492" }, { callId: "c1" });
  const asked = pending(await call());
  for (const approver of ["fay", "finn", "sue", "sena"]) await decideAs(gated, approver, asked);
  expect(await call()).toMatchObject({ type: "executed" });

  await gated.storage.deleteFrom("approval_execution").execute();
  await gated.storage.updateTable("approval_request").set({ state: "approved" }).execute();
  expect(await gated.approvals.consume(asked.id, asked, lease)).toMatchObject({ code: "already-used" });
  expect(await gated.approvals.state(asked.id)).toBe("approved");
  expect(await call()).toMatchObject({ type: "refused" });
  expect(paid).toBe(1);
});

/** Processes on one database and one ledger, and somebody who can write to the former. */
async function openRows(duringReceipt: (process: string) => Promise<void> = async () => {}) {
  const rows = await openApprovalWorld();
  const open = async (writer: string): Promise<Approvals> => {
    const ledger = await openLedger({
      storage: rows.storage,
      key: generateSigningKey(),
      writer,
      clock: () => rows.now,
    });
    return openApprovals({
      ...rows.options,
      ledger: {
        append: async (input) => {
          if (input.type === "approval-used") await duringReceipt(writer);
          return ledger.append(input);
        },
      },
    });
  };
  const reset = async (): Promise<void> => {
    await rows.storage.deleteFrom("approval_execution").execute();
    await rows.storage.updateTable("approval_request").set({ state: "approved" }).execute();
  };
  const [first, second] = [await open("first"), await open("second")];
  const asked = await first.request(refund());
  await first.decide(sign(rows, asked));
  return { first, second, asked, reset, storage: rows.storage };
}

it("[G2] runs nothing twice whose row is put back while it runs", async () => {
  const { first, second, asked, reset } = await openRows();
  expect(await first.consume(asked.id, asked, lease)).toMatchObject({ type: "granted" });
  // The tool runs; no outcome is known.
  await reset();
  expect(await second.consume(asked.id, asked, lease)).toMatchObject({ code: "already-used" });
  expect(await first.consume(asked.id, asked, lease)).toMatchObject({ code: "already-used" });
});

it("[G2] gives no two grants when the row is put back between a claim and its receipt", async () => {
  const grants: string[] = [];
  const { first, second, asked, reset } = await openRows(async (process) => {
    if (process !== "first") return;
    await reset();
    grants.push((await second.consume(asked.id, asked, lease)).type);
  });
  grants.push((await first.consume(asked.id, asked, lease)).type);
  expect(grants.sort()).toEqual(["granted", "refused"]);
});
