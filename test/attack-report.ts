/** Runs every test that attacks a guarantee and writes what happened to docs/attacks.md (`npm run attacks`). */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { startVitest } from "vitest/node";
import { guarantees } from "./guarantees.ts";

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly ancestorTitles: readonly string[];
    }[];
  }[];
}

const root = fileURLToPath(new URL("..", import.meta.url));
const output = join(mkdtempSync(join(tmpdir(), "sallyport-attacks-")), "report.json");
const vitest = await startVitest("test", [], {
  root,
  watch: false,
  testNamePattern: String.raw`\[G\d\]`,
  reporters: ["json"],
  outputFile: output,
});
await vitest.close();

const report: Report = JSON.parse(readFileSync(output, "utf8"));
const attacks = report.testResults
  .flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, status }) => ({ file: relative(root, name), title, status })),
  )
  .filter(({ title, status }) => /^\[G\d\] /.test(title) && status !== "skipped" && status !== "pending")
  .sort((one, other) => (one.file + one.title < other.file + other.title ? -1 : 1));

const failed = attacks.filter(({ status }) => status !== "passed");
const sections = guarantees.map(({ id, statement, gaps }) => {
  const own = attacks.filter(({ title }) => title.startsWith(`[${id}]`));
  const rows = own.map(
    ({ file, title, status }) => `| ${title.slice(5).replaceAll("|", "\\|")} | \`${file}\` | ${status} |`,
  );
  const known = gaps.map((gap) => `- Known gap: ${gap}`);
  return [
    `## ${id}: ${own.length} attacks`,
    "",
    statement,
    ...known,
    "",
    "| attack | test | result |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
});
const head = `# The attack suite

${attacks.length} tests attack the guarantees; ${failed.length} of them succeeded. Written by \`npm run attacks\`, which runs them all.
A test passes when the attack fails and what it was after is still there; many first show a naive version that falls for it.
`;
writeFileSync(join(root, "docs", "attacks.md"), `${[head, ...sections].join("\n")}\n`);
console.log(`${attacks.length} attacks, ${failed.length} succeeded; docs/attacks.md is written.`);
process.exitCode = failed.length === 0 ? 0 : 1;
