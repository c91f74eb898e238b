import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type IngestSummary, loadAgents, openSallyport, type Sallyport, type Verdict } from "@sallyport/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

interface Expectations {
  readonly verdicts: readonly { document: string; attack: string; verdicts: readonly Verdict[] }[];
  readonly benign: readonly string[];
  readonly unlabelled: readonly string[];
  readonly questions: readonly Question[];
}

interface Question {
  readonly question: string;
  readonly tenant: string;
  readonly person: string;
  readonly agent: string;
  readonly document: string;
  readonly notFirst?: string;
  readonly never?: readonly string[];
}

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));
const expected: Expectations = parse(await readFile(join(fixtures, "expectations.yaml"), "utf8"));

describe("the fixtures, ingested with everything at its default", () => {
  let home: string;
  let sallyport: Sallyport;
  const verdicts = new Map<string, Verdict>();
  const summaries: IngestSummary[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "sallyport-fixtures-"));
    sallyport = await openSallyport({ home, directory: join(fixtures, "people.yaml") });
    for (const agent of await loadAgents(join(fixtures, "agents.yaml"))) await sallyport.registerAgent(agent);
    for (const tenant of ["aldermoor", "quillhaven"]) {
      for await (const event of sallyport.ingest(tenant, join(fixtures, "tenants", tenant))) {
        if (event.type === "screened") verdicts.set(`${tenant}/${event.source}`, event.screening.verdict);
        if (event.type === "done") summaries.push(event);
      }
    }
  }, 180_000);

  afterAll(async () => {
    await sallyport.close();
    await rm(home, { recursive: true });
  });

  it("can all be read, and one of them has no label", () => {
    expect(summaries.flatMap(({ failed }) => failed)).toEqual([]);
    const unlabelled = summaries.flatMap((summary) => summary.unlabelled);
    expect(unlabelled.map(({ source }) => `aldermoor/${source}`)).toEqual(expected.unlabelled);
  });

  it.each(expected.verdicts)(
    "give $document ($attack) one of the verdicts $verdicts",
    ({ document, verdicts: allowed }) => {
      expect(allowed).toContain(verdicts.get(document));
    },
  );

  it("are not quarantined otherwise, however imperative their tone", () => {
    const quarantined = [...verdicts]
      .filter(([, verdict]) => verdict === "quarantined")
      .map(([document]) => document);
    const hostile = expected.verdicts.filter((each) => each.verdicts.includes("quarantined"));
    expect(quarantined.sort()).toEqual(hostile.map(({ document }) => document).sort());
    for (const document of expected.benign) expect(verdicts.get(document), document).not.toBe("quarantined");
  });

  it.each(expected.questions)("answer $person: $question ($document)", async (question) => {
    const token = await sallyport.localIssuer?.issueToken(question.tenant, question.person);
    const session = await sallyport.startSession({
      token: token ?? "",
      agent: question.agent,
      purpose: "Answer a question.",
    });
    const { hits } = await session.search(question.question, { k: 50 });
    const sources = hits.map(({ source }) => source);
    expect(sources.slice(0, 5)).toContain(question.document);
    const best = await session.search(question.question);
    expect(best.hits[0]?.source).not.toBe(question.notFirst);
    for (const document of question.never ?? []) expect(sources).not.toContain(document);
    expect(new Set(hits.map(({ label }) => label.tenant))).toEqual(new Set([question.tenant]));
  });
});
