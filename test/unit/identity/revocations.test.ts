import { describe, expect, it } from "vitest";
import { openRevocations, revocationKinds } from "../../../sdk/src/identity/index.ts";
import type { ReceiptInput } from "../../../sdk/src/receipts/index.ts";
import { openStorage } from "../../../sdk/src/storage/index.ts";
import { codeOf, createWorld } from "./world.ts";

describe("revocations", () => {
  it.each(revocationKinds)("[G5] revokes by %s, and by no other kind", async (kind) => {
    const { revocations } = await createWorld();
    const made = await revocations.revoke({ kind, subject: "x-1", reason: "a drill", actor: "olivia" });
    expect(await revocations.find([{ kind, subject: "x-1" }])).toEqual(made);
    expect(await revocations.find([{ kind, subject: "x-2" }])).toBeUndefined();
    const others = revocationKinds.filter((each) => each !== kind);
    expect(await revocations.find(others.map((other) => ({ kind: other, subject: "x-1" })))).toBeUndefined();
  });

  it("reaches a person in their own tenant, and not a namesake", async () => {
    const { revocations } = await createWorld();
    await revocations.revoke({
      kind: "user",
      subject: "alice",
      tenant: "acme",
      reason: "left",
      actor: "olivia",
    });
    expect(await revocations.find([{ kind: "user", subject: "alice", tenant: "acme" }])).toBeDefined();
    expect(await revocations.find([{ kind: "user", subject: "alice", tenant: "globex" }])).toBeUndefined();
    // Whoever forgets to say which tenant is refused rather than let through.
    expect(await revocations.find([{ kind: "user", subject: "alice" }])).toBeDefined();
  });

  it("ends when it expires or is lifted, and stays on record", async () => {
    const { revocations, time } = await createWorld();
    const tool = { kind: "tool", subject: "refund" } as const;
    const timed = await revocations.revoke({ ...tool, reason: "outage", actor: "cli", expiresInMs: 1000 });
    expect(await revocations.find([tool])).toEqual(timed);
    time.now += 1000;
    expect(await revocations.find([tool])).toBeUndefined();

    const lasting = await revocations.revoke({ ...tool, reason: "incident", actor: "cli" });
    const lifted = await revocations.lift(lasting.id, "olivia");
    expect(lifted).toEqual({ ...lasting, liftedAt: time.now, liftedBy: "olivia" });
    expect(await revocations.find([tool])).toBeUndefined();
    expect((await revocations.list()).map((each) => each.id)).toEqual([lasting.id, timed.id]);
  });

  it("cannot be lifted twice, or when it never was", async () => {
    const { revocations } = await createWorld();
    const made = await revocations.revoke({ kind: "tool", subject: "refund", reason: "x", actor: "cli" });
    await revocations.lift(made.id, "olivia");
    expect(await codeOf(revocations.lift(made.id, "olivia"))).toBe("ERR_IDENTITY_REVOCATION_UNKNOWN");
    expect(await codeOf(revocations.lift("rev_none", "olivia"))).toBe("ERR_IDENTITY_REVOCATION_UNKNOWN");
  });

  it("leaves a receipt of each revocation and of each lifting", async () => {
    const storage = await openStorage(":memory:");
    const inputs: ReceiptInput[] = [];
    const ledger = {
      append: async (input: ReceiptInput) => {
        inputs.push(input);
        return undefined as never;
      },
    };
    const revocations = openRevocations({ storage, ledger });
    const made = await revocations.revoke({
      kind: "agent",
      subject: "pay",
      reason: "odd calls",
      actor: "olivia",
    });
    await revocations.lift(made.id, "omar");
    expect(
      inputs.map(({ type, principal, facts }) => [type, principal, facts?.revocation, facts?.reason]),
    ).toEqual([
      ["revocation-created", "olivia", made.id, "odd calls"],
      ["revocation-lifted", "omar", made.id, "odd calls"],
    ]);
  });

  it("names what is wrong with a revocation that is none", async () => {
    const { revocations } = await createWorld();
    const nonsense = { kind: "planet" as never, subject: "", reason: "", actor: "cli" };
    await expect(revocations.revoke(nonsense)).rejects.toThrow(TypeError);
    expect(await revocations.list()).toEqual([]);
  });
});
