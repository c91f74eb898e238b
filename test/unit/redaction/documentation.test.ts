import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  createCanary,
  createDataLossInspector,
  createRedactor,
  defaultDataLossRules,
  defaultRedactionPolicy,
  openVault,
  patternRecogniser,
  type Reveal,
  redactStream,
} from "../../../sdk/src/redaction/index.ts";
import { openStorage } from "../../../sdk/src/storage/index.ts";

const page = readFileSync(new URL("../../../docs/redaction.md", import.meta.url), "utf8");
const source = readFileSync(new URL(import.meta.url), "utf8");
const squeeze = (code: string) => code.replace(/\/\/.*$/gm, "").replace(/[\s,]+/g, "");

it("docs/redaction.md shows code that runs", async () => {
  const redactor = createRedactor();
  const { text, spans } = redactor.redact(
    "Wire it to DE89 3704 0044 0532 0130 00, then tell bob@example.com. password=hunter2!",
    { sink: "context" },
  );
  expect(text).toBe("Wire it to [IBAN], then tell [EMAIL]. password=[SECRET]");
  expect(spans).toHaveLength(3);

  const [first] = redactor.explain("IBAN DE89 3704 0044 0532 0130 00", { sink: "log" });
  expect(first).toMatchObject({
    type: "IBAN",
    recogniser: "iban",
    why: ["country DE", "mod-97"],
    outcome: "redacted",
    reason: "replace",
  });

  const databasePassword = randomBytes(12).toString("hex");
  const tuned = createRedactor({
    recognisers: [
      patternRecogniser({ name: "badge", type: "BADGE", patterns: ["\\b[A-Z]\\d{5}\\b"], words: ["badge"] }),
    ],
    deny: { CUSTOMER: ["Carrick Vane"], SECRET: [databasePassword] },
    allow: ["support@example.com"],
    thresholds: { ADDRESS: 0.8 },
    contextWords: { PHONE: ["durchwahl"] },
    phoneRegions: ["US", "BR"],
  });
  expect(tuned.redact(`badge A12345 ${databasePassword} support@example.com`, { sink: "context" }).text).toBe(
    "badge [BADGE] [SECRET] support@example.com",
  );

  const hashKey = randomBytes(32);
  const forPayroll = createRedactor({
    policy: defaultRedactionPolicy({
      isEntitled: ({ reader, type }) => type === "IBAN" && reader.roles.includes("payroll"),
      operators: { context: "tokenise", log: "hash" },
    }),
    hashKey,
  });
  expect(forPayroll.redact("bob@example.com", { sink: "log" }).text).toMatch(/^\[EMAIL:[0-9a-f]{16}\]$/);

  const storage = await openStorage(":memory:");
  const vaultKey = randomBytes(32);
  const session = { id: "s1" };
  const document = "Ask bob@example.com about DE89 3704 0044 0532 0130 00.";
  const reveals: Reveal[] = [];
  const recordReveal = async (reveal: Reveal) => void reveals.push(reveal);
  const vault = openVault({ storage, key: { id: "2026-11", bytes: vaultKey } });
  const tokens = await vault.scope({ tenant: "acme", scope: session.id, expiresInMs: 86_400_000 });
  const { text: forModel } = forPayroll.redact(document, { sink: "context", tokens });
  await tokens.flush(); // durable before the text leaves
  const answer = `You should ask ${forModel.match(/\[\[EMAIL_\w+\]\]/)?.[0]}.`;
  const shown = await tokens.restore(answer, {
    isEntitled: (type) => type === "EMAIL",
    onReveal: (reveal) => recordReveal(reveal), // a receipt first: when it throws, nothing is shown
  });
  expect(shown.text).toBe("You should ask bob@example.com.");
  expect(reveals).toEqual([{ tenant: "acme", scope: "s1", types: { EMAIL: 1 } }]);

  async function* pieces() {
    yield* ["Write to bob@exam", "ple.com."];
  }
  const modelOutput = pieces();
  const written: string[] = [];
  const response = { write: (piece: string) => void written.push(piece) };
  for await (const piece of redactStream(modelOutput, redactor, { sink: "answer" })) response.write(piece);
  expect(written.join("")).toBe("Write to [EMAIL].");

  const payrollCanary = createCanary("payroll.xlsx");
  const draft = `The reference is ${payrollCanary.value}.`;
  const inspector = createDataLossInspector({
    redactor,
    rules: [
      ...defaultDataLossRules,
      { id: "cards", types: ["CARD"], sinks: ["tool-arguments"], action: "block" },
    ],
    canaries: [payrollCanary],
  });
  const verdict = inspector.inspect(draft, { sink: "answer" });
  expect(verdict.action).toBe("block");

  const blocks = [...page.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1] as string);
  expect(blocks.length).toBeGreaterThan(6);
  const here = squeeze(source);
  for (const statement of blocks.flatMap((block) => squeeze(block).split(";")))
    expect(here).toContain(statement);
});
