import { describe, expect, it } from "vitest";
import type { RevocationKind } from "../../sdk/src/index.ts";
import { plainTool } from "../unit/actions/plain-tool.ts";
import { decideAs, openGateWorld, pending } from "../unit/actions/world.ts";

const secret = "the merger with Nordwind is off";

/** A tool that answers when it is let. */
async function openWorld() {
  const world = await openGateWorld();
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  await world.gate.register({
    ...plainTool("read_minutes"),
    execute: async () => {
      begin();
      await answered;
      return { minutes: secret };
    },
  });
  return Object.assign(world, { answer: () => answer(), begun });
}

describe("a tool that runs while its authority is taken away", () => {
  it.each<[RevocationKind, (id: string) => string]>([
    ["user", () => "ana"],
    ["agent", () => "support-bot"],
    ["session", (session) => session],
    ["tool", () => "read_minutes"],
    ["connector", () => "test"],
  ])("[G5] has its result withheld from the model and the session: %s", async (kind, subjectOf) => {
    const world = await openWorld();
    const session = await world.openSession();
    const calling = world.call(session, "read_minutes", {});
    await world.begun;
    const subject = subjectOf(session.id);
    const { id } = await world.revocations.revoke({ kind, subject, actor: "sue", reason: "test" });
    world.answer();
    const result = await calling;
    expect(result).toMatchObject({ type: "refused", code: "revoked" });
    expect(JSON.stringify(result)).toContain(id);
    expect(JSON.stringify(result)).not.toContain(secret);
    expect(JSON.stringify(session.sources)).not.toContain(secret);
    expect(result.receipt).toMatchObject({
      type: "tool-call-executed",
      facts: { outcome: "succeeded", withheld: true, code: "revoked" },
    });
  });

  it("[G5] gets its result when what was revoked is somebody else's", async () => {
    const world = await openWorld();
    const session = await world.openSession();
    const calling = world.call(session, "read_minutes", {});
    await world.begun;
    await world.revocations.revoke({ kind: "user", subject: "gus", actor: "sue", reason: "test" });
    world.answer();
    expect(await calling).toMatchObject({ type: "executed", result: { minutes: secret } });
  });

  it("[G5] [G4] is written down as carried out, with the approval's outcome, and is not run again", async () => {
    const world = await openGateWorld();
    const session = await world.openSession();
    session.hear("Please refund order 10492, it is 49.90.");
    const call = () =>
      world.call(session, "issue_refund", { order: "10492", amount: 4990 }, { callId: "call_1" });
    const approval = pending(await call());
    await decideAs(world, "fay", approval);
    world.beforeEffect = async () => {
      const what = { kind: "approval", subject: approval.id } as const;
      await world.revocations.revoke({ ...what, actor: "sue", reason: "test" });
    };
    expect(await call()).toMatchObject({ type: "refused", code: "revoked" });
    expect(world.effects).toHaveLength(1);
    expect(await world.approvals.state(approval.id)).toBe("succeeded");
    expect(await call()).toMatchObject({ type: "refused" });
    expect(world.effects).toHaveLength(1);
  });

  it("[G8] has its result withheld when nobody can say whether it was revoked", async () => {
    const world = await openWorld();
    const session = await world.openSession();
    let isDown = false;
    const gate = await world.openGate(world.defaultPolicy, undefined, {
      revocations: {
        ...world.revocations,
        epoch: async () => {
          if (isDown) throw new Error("the database is gone");
          return world.revocations.epoch();
        },
      },
    });
    await gate.register({
      ...plainTool("read_books"),
      execute: async () => {
        isDown = true;
        return secret;
      },
    });
    const result = await gate.call(session, {
      tool: "read_books",
      arguments: {},
      callId: "c",
      approvals: "return",
    });
    expect(result).toMatchObject({ type: "refused", code: "not-evaluable" });
    expect(JSON.stringify([result, session.sources])).not.toContain(secret);
  });
});
