import { createReadStream as openFile } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { revocationKinds } from "../../../sdk/src/identity/index.ts";
import {
  createCheckpoint,
  explainReceipt,
  exportLedger,
  limitSentences,
  openLedger,
  proveInclusion,
  receiptTypes,
  renderExplanation,
  serializeLedger,
} from "../../../sdk/src/receipts/index.ts";
import { verifyLedgerFile, verifyReceiptProof } from "../../../sdk/src/receipts/verify/index.ts";
import { openStorage } from "../../../sdk/src/storage/index.ts";
import { openWorld, toolCall } from "./world.ts";

const page = (name: string) => readFile(new URL(`../../../docs/${name}`, import.meta.url), "utf8");
const squeeze = (text: string) => text.replace(/\s+/g, " ").trim();

describe("docs/receipts.md", () => {
  it("shows code that runs", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sallyport-docs-"));
    const createReadStream = (file: string, encoding: "utf8") => openFile(join(folder, file), encoding);
    const storage = await openStorage(":memory:");
    const [key, nextKey] = [generateSigningKey(), generateSigningKey()];
    const { publicKey } = key;
    const posted: string[] = [];
    const postToAuditChannel = (text: string) => void posted.push(text);
    const ninetyDaysAgo = Date.now() - 90 * 86_400_000;

    const ledger = await openLedger({ storage, key, writer: "gateway-1" });
    const receipt = await ledger.append({
      type: "tool-call-executed",
      tenant: "acme",
      facts: { tool: "refund" },
    });
    const checkpoint = await createCheckpoint({
      storage,
      key,
      origin: "acme.example/agents",
      anchor: ({ note }) => postToAuditChannel(note),
    });
    const { note, at: seenAt } = checkpoint;
    expect(posted).toEqual([note]);

    const proof = await proveInclusion(storage, receipt.id);
    const { ok } = await verifyReceiptProof(proof, { publicKeys: [publicKey] });
    expect(ok).toBe(true);

    await ledger.rotateKey(nextKey, "yearly");
    await ledger.pruneFacts({ tenant: "acme", before: ninetyDaysAgo, reason: "90 days" });
    const file = [...serializeLedger(await exportLedger({ storage }))].join("");
    await writeFile(join(folder, "ledger.jsonl"), file);
    const report = await verifyLedgerFile(createReadStream("ledger.jsonl", "utf8"), {
      publicKeys: [publicKey],
      anchors: [{ note, seenAt }],
    });
    expect(report.findings).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it("shows code that stands in this test", async () => {
    const source = squeeze(await readFile(new URL(import.meta.url), "utf8"));
    const blocks = [...(await page("receipts.md")).matchAll(/```ts\n(.*?)```/gs)];
    expect(blocks).toHaveLength(6);
    for (const [, block = ""] of blocks)
      for (const line of block.trim().split("\n")) expect(source).toContain(squeeze(line));
  });

  it("shows what why prints", async () => {
    const { ledger } = await openWorld();
    expect(await page("receipts.md")).toContain(
      renderExplanation(explainReceipt(await ledger.append(toolCall()))),
    );
  });

  it("explains every code that the verifier can find", async () => {
    const codes = await findingCodes();
    expect(codes.length).toBeGreaterThan(10);
    const text = await page("receipts.md");
    for (const code of codes) expect(text).toContain(`| \`${code}\` |`);
  });

  it("gives every type of receipt something that it does not prove", async () => {
    const { ledger } = await openWorld();
    for (const type of receiptTypes.filter((each) => each !== "key-rotated" && each !== "facts-pruned")) {
      const { doesNotAssert } = await ledger.append({ type, tenant: "acme" });
      expect(doesNotAssert.length, type).toBeGreaterThan(2);
      for (const code of doesNotAssert) expect(limitSentences).toHaveProperty(code);
    }
  });
});

describe("docs/incident-response.md", () => {
  it("says what to do about every finding", async () => {
    const text = await page("incident-response.md");
    for (const code of (await findingCodes()).filter((each) => each !== "malformed"))
      expect(text).toContain(`\`${code}\``);
  });

  it("says what to revoke for every kind that can be", async () => {
    const text = await page("incident-response.md");
    for (const kind of revocationKinds) expect(text).toMatch(new RegExp(`\`${kind} [A-Z]+`));
  });
});

async function findingCodes(): Promise<readonly string[]> {
  const source = await readFile(
    new URL("../../../sdk/src/receipts/verify/bundle.ts", import.meta.url),
    "utf8",
  );
  return [...source.matchAll(/^ {2}\| "([a-z-]+)"/gm)].map(([, code]) => code as string);
}
