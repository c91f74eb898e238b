import { mkdtempSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultPolicyFolder, openSallyport, type RevocationKind } from "../../sdk/src/index.ts";
import { plainTool } from "../unit/actions/plain-tool.ts";
import { decideAs, openGateWorld, pending } from "../unit/actions/world.ts";
import { createWorld } from "../unit/langchain/world.ts";

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

describe("a value that would be put back for its reader", () => {
  it("[G5] [G6] stays hidden once their authority is revoked, whole and streamed", async () => {
    const iban = "DE89 3704 0044 0532 0130 00";
    const policies = mkdtempSync(join(tmpdir(), "sallyport-reveal-"));
    await cp(defaultPolicyFolder, policies, { recursive: true });
    const reveal = `permit (principal, action == Sallyport::Action::"reveal", resource) when { resource.name == "IBAN" };`;
    await writeFile(join(policies, "reveal.cedar"), `@id("accounts") ${reveal}`);
    const { options, sallyport: other } = await createWorld({ "a.md": `Nordwind is paid to ${iban}.` });
    const sallyport = await openSallyport({ ...options, policies });
    const session = await sallyport.startSession({
      token: (await sallyport.localIssuer?.issueToken("acme", "ben")) ?? "",
      agent: "helper",
    });
    await session.session.tokens?.flush();
    const token = session.session.tokens?.tokenise("IBAN", iban) ?? "";
    expect(await session.showAnswer(`To ${token}.`)).toBe(`To ${iban}.`);

    await other.revocations.revoke({ kind: "user", subject: "ben", actor: "ada", reason: "test" });
    const revoked = { code: "ERR_IDENTITY_REVOKED" };
    await expect(session.showAnswer(`To ${token}.`)).rejects.toMatchObject(revoked);
    const shown: string[] = [];
    const streaming = (async () => {
      for await (const piece of session.streamAnswer(
        (async function* () {
          yield* `It goes to ${token}, as it always did, and nothing else is known of it.`;
        })(),
      ))
        shown.push(piece);
    })();
    await expect(streaming).rejects.toMatchObject(revoked);
    expect(shown.join("")).not.toContain("DE89");

    await sallyport.close();
    await expect(session.search("x")).rejects.toMatchObject({ code: "ERR_STORAGE_CLOSED" });
    await other.close();
  });
});
