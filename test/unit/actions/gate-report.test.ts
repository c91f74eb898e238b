import { mkdtempSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { proposePolicy, reportGate } from "../../../sdk/src/actions/index.ts";
import {
  createPolicyEngine,
  createShadowEngine,
  defaultPolicyFolder,
  loadPolicies,
  type PolicyEngine,
} from "../../../sdk/src/policy/index.ts";
import { decideAs, type GateWorld, openGateWorld, pending } from "./world.ts";

/** The world's tools behind a gate that enforces nothing. */
function openRecordOnly(world: GateWorld, policy: PolicyEngine = world.defaultPolicy) {
  return world.openGate(policy, undefined, { dangerouslyRecordOnly: true });
}

describe("a gate that only records", () => {
  it("lets policies be overruled, and says so in the receipts", async () => {
    const world = await openGateWorld();
    const gate = await openRecordOnly(world);
    const session = await world.openSession();
    const refund = {
      tool: "issue_refund",
      arguments: { order: "7", amount: 500_000 },
      callId: "c1",
    } as const;
    const result = await gate.call(session, { ...refund, approvals: "return" });
    expect(result).toMatchObject({ type: "executed" });
    expect(world.effects).toHaveLength(1);
    expect(await reportGate(world.storage)).toMatchObject({
      sessions: 1,
      calls: 1,
      overruled: 1,
      uses: [{ agent: "support-bot", tool: "issue_refund", executed: 1, stopped: { needs_approval: 1 } }],
    });
  });

  it("[G3] still keeps to identity, delegated scopes, limits and revocations", async () => {
    const world = await openGateWorld();
    const gate = await openRecordOnly(world);
    const call = (session: Awaited<ReturnType<GateWorld["openSession"]>>, args: unknown) =>
      gate.call(session, { tool: "issue_refund", arguments: args, callId: "c1", approvals: "return" });
    const scoped = await world.openSession({ scopes: { tools: ["lookup_account"] } });
    expect(await call(scoped, { order: "7", amount: 1 })).toMatchObject({ code: "out-of-scope" });
    const limited = await world.openSession({ scopes: { limits: { amount: 5 } } });
    expect(await call(limited, { order: "7", amount: 6 })).toMatchObject({ code: "limit-exceeded" });
    expect(world.effects).toEqual([]);
  });

  it("records what a policy set on trial would have decided", async () => {
    const world = await openGateWorld();
    const folder = mkdtempSync(join(tmpdir(), "sallyport-trial-"));
    await writeFile(
      join(folder, "none.cedar"),
      '@id("nothing") forbid (principal, action == Sallyport::Action::"call_tool", resource);',
    );
    const candidate = createPolicyEngine(await loadPolicies(folder));
    const gate = await world.openGate(createShadowEngine({ enforced: world.defaultPolicy, candidate }));
    const session = await world.openSession();
    const request = { tool: "lookup_account", arguments: { account: "ACC-1" }, callId: "c1" } as const;
    expect(await gate.call(session, { ...request, approvals: "return" })).toMatchObject({ type: "executed" });
    const rows = await world.storage
      .selectFrom("receipt")
      .selectAll()
      .where("type", "=", "tool-call-decided")
      .execute();
    expect(JSON.stringify(rows)).toContain("forbidden");
    expect(JSON.stringify(rows)).toContain(candidate.policyHash);
  });
});

describe("the report on recorded runs", () => {
  async function recordedRuns() {
    const world = await openGateWorld();
    const session = await world.openSession();
    session.hear("Look at ACC-1 and ACC-2. Refund order 10492, it is 49.90.");
    await world.call(session, "lookup_account", { account: "ACC-1" });
    await world.call(session, "lookup_account", { account: "ACC-2" });
    const refund = () =>
      world.call(session, "issue_refund", { order: "10492", amount: 4990 }, { callId: "refund" });
    await decideAs(world, "fay", pending(await refund()));
    await refund();
    await world.call(session, "send_mail", { to: "x@evil.example", subject: "a", body: "b" });
    return world;
  }

  it("counts what was called, what ran, and how far it got", async () => {
    const { storage } = await recordedRuns();
    const { uses } = await reportGate(storage, { agent: "support-bot" });
    expect(uses).toEqual([
      {
        agent: "support-bot",
        tool: "issue_refund",
        calls: 2,
        executed: 1,
        stopped: { needs_approval: 2 },
        largestAmount: 4990,
        mostRecords: 1,
      },
      { agent: "support-bot", tool: "lookup_account", calls: 2, executed: 2, stopped: {}, mostRecords: 2 },
      {
        agent: "support-bot",
        tool: "send_mail",
        calls: 1,
        executed: 0,
        stopped: { needs_approval: 1 },
        mostRecords: 0,
      },
    ]);
    expect((await reportGate(storage, { agent: "nobody" })).uses).toEqual([]);
  });

  it("[G3] proposes policies that load, allow what ran, and refuse the rest", async () => {
    const { storage } = await recordedRuns();
    const folder = mkdtempSync(join(tmpdir(), "sallyport-proposed-"));
    await cp(defaultPolicyFolder, folder, { recursive: true });
    const proposed = proposePolicy(await reportGate(storage));
    await writeFile(join(folder, "proposed.cedar"), proposed);
    const policy = createPolicyEngine(await loadPolicies(folder));

    const world = await openGateWorld();
    const gate = await world.openGate(policy);
    const session = await world.openSession();
    session.hear("Look at ACC-1. Refund order 10492, it is 49.90 or 49.91. Mail jo@acme.example.");
    const call = (tool: string, args: unknown) =>
      gate.call(session, {
        tool,
        arguments: args,
        callId: `${tool}${JSON.stringify(args)}`,
        approvals: "return",
      });
    expect(await call("lookup_account", { account: "ACC-1" })).toMatchObject({ type: "executed" });
    expect(await call("issue_refund", { order: "10492", amount: 4990 })).toMatchObject({ type: "pending" });
    expect(await call("issue_refund", { order: "10492", amount: 4991 })).toMatchObject({ code: "forbidden" });
    const mail = { to: "jo@acme.example", subject: "a", body: "b" };
    expect(await call("send_mail", mail)).toMatchObject({ code: "forbidden" });
  });
});
