import type { SearchResult } from "@sallyport/sdk";
import { narrator } from "../narrator.ts";
import type { DemoStage } from "../stage.ts";

const question = "What is the refund policy for damaged deliveries, and who signs off large refunds?";

const askers = [
  { tenant: "aldermoor", user: "maya", agent: "success-agent", role: "support at Aldermoor" },
  { tenant: "aldermoor", user: "tomas", agent: "billing-agent", role: "finance at Aldermoor" },
  { tenant: "quillhaven", user: "sofia", agent: "success-agent-quillhaven", role: "support at Quillhaven" },
] as const;

/** One question, three people: each sees their own documents, redacted for them. */
export async function askAsThreePeople(stage: DemoStage): Promise<void> {
  narrator.step(2, `Door 1: one question, three people\n   “${question}”`);
  const answers: { tenant: string; result: SearchResult }[] = [];
  for (const { role, ...asker } of askers) {
    const session = await stage.startSession({ ...asker, purpose: "Answer a question about refunds." });
    const result = await session.search(question, { k: 12 });
    answers.push({ tenant: asker.tenant, result });
    narrator.say(`${asker.user}, ${role}: ${result.permittedLabels} labels permitted`);
    for (const { score, source, label } of bestPerDocument(result)) {
      const trust =
        label.integrity === "untrusted" ? "untrusted: shown to the model as quotation only" : label.integrity;
      narrator.quiet(
        `  ${score.toFixed(3)}  ${source.padEnd(46)} ${label.classification.padEnd(13)} ${trust}`,
      );
    }
    narrator.quiet(`  policies: ${result.policies.map(({ id }) => id).join(", ")}`);
  }
  const [maya, tomas, sofia] = answers.map(({ result }) => new Set(result.hits.map(({ source }) => source)));
  narrator.holds(
    !isSame(maya, tomas) && !isSame(tomas, sofia) && !isSame(maya, sofia),
    "three people, three different sets of permitted documents",
  );
  narrator.holds(
    answers.every(({ tenant, result }) => result.hits.every(({ label }) => label.tenant === tenant)),
    "nothing of the other tenant is in any answer",
  );
  await showRedaction(stage);
}

async function showRedaction(stage: DemoStage): Promise<void> {
  const session = await stage.startSession({
    tenant: "aldermoor",
    user: "maya",
    agent: "success-agent",
    purpose: "Look up contacts.",
  });
  const { hits } = await session.search("Fernhollow contacts, telephone and the bank account for refunds", {
    k: 4,
  });
  const text = hits.map((hit) => hit.text).join("\n");
  const line = text.split("\n").find((each) => /\[\[(?:IBAN|EMAIL)_/.test(each));
  narrator.say(`What the model gets to read: “${line?.trim() ?? ""}”`);
  narrator.holds(
    line !== undefined && !/[\w.]+@fernhollow\.example|GB29\s?NWBK/.test(text),
    "personal data and bank details are redacted before the model sees them",
  );
}

function bestPerDocument({ hits }: SearchResult): SearchResult["hits"] {
  return hits.filter((hit, index) => hits.findIndex(({ source }) => source === hit.source) === index);
}

function isSame(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  return a?.size === b?.size && [...(a ?? [])].every((source) => b?.has(source));
}
