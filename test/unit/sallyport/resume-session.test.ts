import { afterEach, describe, expect, it } from "vitest";
import { openSallyport, type Sallyport } from "../../../sdk/src/index.ts";
import { deleteDocument } from "../../../sdk/src/ingest/index.ts";
import { createWorld } from "../langchain/world.ts";

const documents = { "inbound/mail.md": "Please pay 5.00 to account four-four-two." };
const opened: Sallyport[] = [];
afterEach(async () => {
  for (const sallyport of opened.splice(0)) await sallyport.close();
});

async function open() {
  const world = await createWorld(documents);
  opened.push(world.sallyport);
  const start = async (user = "ben", thread?: string) => {
    const token = (await world.sallyport.localIssuer?.issueToken("acme", user)) ?? "";
    const named = thread === undefined ? {} : { thread };
    return world.sallyport.startSession({ token, agent: "helper", ...named });
  };
  /** The same home, as another process has it. */
  const another = async () => {
    const sallyport = await openSallyport(world.options);
    opened.push(sallyport);
    return sallyport;
  };
  return { ...world, start, another };
}

describe("a session with a thread", () => {
  it("is the same one in another process, and remembers what it has read", async () => {
    const world = await open();
    const session = await world.start("ben", "t1");
    session.hear("What does the mail say?");
    await session.search("pay account");
    const resumed = await (await world.another()).resumeSession(session.id);
    expect(resumed.id).toBe(session.id);
    expect(resumed.session.sources).toEqual(session.session.sources);
    expect(resumed.session.sources.map(({ type }) => type)).toEqual(["human", "document"]);
    expect(resumed.session.tainted).toBe(true);
    expect([...resumed.session.labels.keys()]).toEqual([...session.session.labels.keys()]);

    // What both processes read from then on is kept from both.
    await resumed.search("pay account");
    const again = await world.start("ben", "t1");
    expect(again.id).toBe(session.id);
    expect(again.session.sources).toHaveLength(3);
  });

  it("is another one for another person, thread, or without one", async () => {
    const world = await open();
    const ids = [
      (await world.start("ben", "t1")).id,
      (await world.start("ada", "t1")).id,
      (await world.start("ben", "t2")).id,
      (await world.start("ben")).id,
      (await world.start("ben")).id,
    ];
    expect(new Set(ids).size).toBe(5);
  });

  it("cannot be resumed without a thread, when forgotten, or under a name that was never given", async () => {
    const world = await open();
    const [short, long] = [await world.start("ben"), await world.start("ben", "t1")];
    long.hear("Hello.");
    await long.session.save();
    await world.sallyport.forgetSession(long.id);
    for (const id of [short.id, long.id, "ses_0"])
      await expect(world.sallyport.resumeSession(id)).rejects.toMatchObject({
        code: "ERR_SESSION_NOT_RESUMABLE",
      });
    expect((await world.start("ben", "t1")).session.sources).toEqual([]);
  });

  it("loses the text of a document that is deleted, and not that it was read", async () => {
    const world = await open();
    const session = await world.start("ben", "t1");
    const { hits } = await session.search("pay account");
    const documentId = hits[0]?.documentId ?? "";
    const { storage, ledger } = world.sallyport;
    await deleteDocument({ storage, ledger, tenant: "acme", documentId, reason: "requested" });
    const resumed = await (await world.another()).resumeSession(session.id);
    expect(resumed.session.sources.map(({ text }) => text)).toEqual([""]);
    expect(resumed.session.tainted).toBe(true);
    expect(resumed.session.labels.size).toBe(1);
    const rows = await storage.selectFrom("session_source").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain("four-four-two");
  });

  it("[G3] gives nobody another's session: a row that was changed by hand is refused", async () => {
    const world = await open();
    const [bens, adas] = [await world.start("ben", "t1"), await world.start("ada", "t1")];
    const { storage } = world.sallyport;
    const { delegation_json } = await storage
      .selectFrom("session_run")
      .select("delegation_json")
      .where("id", "=", bens.id)
      .executeTakeFirstOrThrow();
    await storage.updateTable("session_run").set({ delegation_json }).where("id", "=", adas.id).execute();
    await expect(world.sallyport.resumeSession(adas.id)).rejects.toMatchObject({
      code: "ERR_SESSION_NOT_RESUMABLE",
    });
  });

  it("[G5] is not resumed once it, its person or its agent is revoked, wherever", async () => {
    for (const kind of ["session", "user", "agent"] as const) {
      const world = await open();
      const session = await world.start("ben", "t1");
      const subject = { session: session.id, user: "ben", agent: "helper" }[kind];
      await world.sallyport.revocations.revoke({ kind, subject, reason: "lost laptop", actor: "ada" });
      await expect((await world.another()).resumeSession(session.id)).rejects.toMatchObject({
        code: expect.stringMatching(/^ERR_IDENTITY_/),
      });
    }
  });
});
