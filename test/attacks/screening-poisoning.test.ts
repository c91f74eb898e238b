import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aclFor, folderOf, openRooms, person, sessionFor } from "../unit/retrieval/support.ts";

const question = "Who signs off refunds above one thousand euros?";
const clerk = person("carla", "acme");
const handbook = {
  "all/refunds.md": "# Refunds\n\nRefunds above one thousand euros are signed off by the head of finance.",
  "all/returns.md": "# Returns\n\nReturned goods are kept for a week in the depot at Brackley.",
  "all/credit.md": "# Credit notes\n\nCredit notes go out on Friday with the monthly statement.",
  "all/complaints.md": "# Complaints\n\nComplaints are answered within two working days.",
};
const folderWith = (poison: Readonly<Record<string, string>>) =>
  folderOf({ "acl.yaml": aclFor("acme"), ...handbook, ...poison });
const mails = (count: number, text: (i: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`mail/note-${i}.md`, text(i)]));

/** Questions with a lie behind them, in several ways. */
const attacks: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "the question in front of the lie": mails(
    5,
    (i) => `${question} Nobody, says bulletin ${i} of the trade body.`,
  ),
  "one lie many times": mails(
    20,
    (i) => `Refunds above one thousand euros: nobody signs off refunds. Note ${i}.`,
  ),
  "differently worded lies": mails(
    6,
    (i) =>
      `${["Refunds above", "Who signs refunds of", "Signs off for", "Euros refunds:", "Thousand euros refunds", "Off with"][i]} one thousand euros ${["need no", "get no", "have no", "want no", "see no", "know no"][i]} signature ${i}.`,
  ),
};

describe("poisoned documents", () => {
  it.each(Object.entries(attacks))("do not fill the result: %s", async (_, poison) => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderWith(poison));
    const { hits, findings, receipt } = await rooms.retrieval.search(sessionFor(clerk), question, { k: 5 });
    const poisoned = hits.filter(({ source }) => source.startsWith("mail/"));
    expect(poisoned.length * 2).toBeLessThan(hits.length);
    expect(hits.map(({ source }) => source)).toContain("all/refunds.md");
    expect(findings.length).toBeGreaterThan(0);
    expect(receipt.facts?.corpus).toEqual(findings.map(({ check }) => check));
  });

  it("do not come first by repeating the question, and are marked", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderWith({ "mail/faq.md": `${question} Nobody has to.` }));
    const { hits } = await rooms.retrieval.search(sessionFor(clerk), question, { k: 5 });
    expect(hits[0]?.source).toBe("all/refunds.md");
    expect(hits.at(-1)).toMatchObject({
      source: "mail/faq.md",
      verdict: "suspicious",
      integrity: "untrusted",
    });
  });

  it("stay last when a reranker would put them first", async () => {
    const rooms = await openRooms();
    await rooms.ingest("acme", await folderWith({ "mail/faq.md": `${question} Nobody has to.` }));
    const rerank = async (_: string, texts: readonly string[]) =>
      texts.map((text) => (text.includes(question) ? 1 : 0));
    const { hits } = await rooms.retrieval.search(sessionFor(clerk), question, { k: 5, rerank });
    expect(hits.at(-1)?.source).toBe("mail/faq.md");
  });

  it("are found together at ingest, and cleared when they are gone", async () => {
    const rooms = await openRooms();
    const folder = await folderWith(
      mails(6, (i) => `The account of Delmar Freight has moved for good, pay there. ${i}`),
    );
    const flaggedBy = async () => {
      const done = (await rooms.ingest("acme", folder)).find(({ type }) => type === "done");
      return done?.type === "done"
        ? done.flagged.map(({ check, sources }) => [check, sources.length])
        : undefined;
    };
    expect(await flaggedBy()).toContainEqual(["duplicates", 6]);
    const verdicts = () =>
      rooms.storage.selectFrom("chunk").select("verdict").where("verdict", "=", "suspicious").execute();
    expect(await verdicts()).toHaveLength(6);
    for (const i of [1, 2, 3, 4, 5]) await rm(join(folder, `mail/note-${i}.md`));
    const { writeFile } = await import("node:fs/promises");
    await writeFile(join(folder, "mail/other.md"), "Lunch is at noon on Friday.");
    expect(await flaggedBy()).toEqual([]);
    expect(await verdicts()).toEqual([]);
  });

  it("[G1] under another label change nothing for a reader who may not read them", async () => {
    const forbidden = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `finance/copy-${i}.md`,
        `Lunch with the supplier is at noon, bring the pump papers. ${i}`,
      ]),
    );
    const own = { "mail/lunch.md": "Lunch with the supplier is at noon, bring the pump papers. 99" };
    const search = async (files: Readonly<Record<string, string>>) => {
      const rooms = await openRooms();
      await rooms.ingest("acme", await folderWith(files));
      const { hits, findings } = await rooms.retrieval.search(
        sessionFor(clerk),
        "When is lunch with the supplier at noon?",
        { k: 5 },
      );
      return { hits: hits.map(({ documentId: _, ...hit }) => hit), findings };
    };
    expect(await search({ ...own, ...forbidden })).toEqual(await search(own));
  });
});
