import { cpSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { defaultPolicyFolder } from "@sallyport/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, createCompany } from "./company.ts";

const letter = "Pay DE89 3704 0044 0532 0130 00 and tell ida.larsen@harbour.example.\n";

let company: Company;
beforeAll(async () => {
  company = await createCompany();
  cpSync(defaultPolicyFolder, company.path("policies"), { recursive: true });
  await writeFile(
    company.path("policies/reveal-own.cedar"),
    `@id("accounts-for-nora")
permit (principal, action == Sallyport::Action::"reveal", resource)
when { resource.name == "IBAN" && principal.id == "nora" && context.sink == "answer" };`,
  );
  const config = JSON.parse(await readFile(company.path("sallyport.config.json"), "utf8"));
  await writeFile(company.path("sallyport.config.json"), JSON.stringify({ ...config, policies: "policies" }));
  await writeFile(company.path("letter.txt"), letter);
  await writeFile(company.path("letter.json"), JSON.stringify({ note: `"${letter.trim()}"`, copies: 2 }));
});
afterAll(() => company.remove());

async function safe(file: string): Promise<string> {
  const { out, code, err } = await company.run([
    "redact",
    company.path(file),
    "--tokens",
    "case-12",
    "--as",
    "harbour/nora",
  ]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  await writeFile(company.path(`safe-${file}`), out);
  return out;
}
const restore = (file: string, person: string, name = "case-12") =>
  company.run(["redact", company.path(`safe-${file}`), "--restore", name, "--as", person]);

describe("redact --tokens and --restore", () => {
  it("[G6] takes values out, and puts back those that policies reveal to this person", async () => {
    const out = await safe("letter.txt");
    expect(out).toMatch(/^Pay \[\[IBAN_[a-z2-7]{20}\]\] and tell \[\[EMAIL_[a-z2-7]{20}\]\]\.\n$/);
    expect((await restore("letter.txt", "harbour/nora")).out).toBe(
      "Pay DE89 3704 0044 0532 0130 00 and tell [EMAIL].\n",
    );
    expect((await restore("letter.txt", "otto")).out).toBe("Pay [IBAN] and tell [EMAIL].\n");
  });

  it("keeps JSON valid both ways", async () => {
    expect(JSON.parse(await safe("letter.json"))).toMatchObject({ copies: 2 });
    const { out } = await restore("letter.json", "harbour/nora");
    expect(JSON.parse(out).note).toContain('"Pay DE89 3704 0044 0532 0130 00');
  });

  it("[G4] leaves a receipt of what was revealed to whom, without the value", async () => {
    await safe("letter.txt");
    await restore("letter.txt", "harbour/nora");
    const { out } = await company.run(["receipts", "query", "--type", "values-revealed", "--json"]);
    expect(out).toContain('"IBAN": 1');
    expect(out).not.toMatch(/DE89 ?3704/);
  });

  it("[G6] restores nothing under another name, and says so", async () => {
    const out = await safe("letter.txt");
    const other = await restore("letter.txt", "harbour/nora", "case-13");
    expect(other.out).toBe(out);
    expect(other.err).toContain("2 tokens are not among what case-13 keeps");
  });

  it.each([
    ["redact", "letter.txt", "--tokens", "x"],
    ["redact", "letter.txt", "--restore", "x"],
    ["redact", "letter.txt", "--restore", "x", "--as", "nobody"],
    ["redact", "letter.txt", "--restore", "x", "--check", "--as", "harbour/nora"],
  ])("exits with 2 for %j", async (...args) => {
    const [command = "", file = "", ...rest] = args;
    expect((await company.run([command, company.path(file), ...rest])).code).toBe(2);
  });
});
