import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import type { Benchmark, BenchmarkResult } from "./benchmark.ts";
import { formatNumber, renderChart } from "./chart.ts";
import { describeMachine } from "./machine.ts";

const benchmarks: Readonly<Record<string, () => Promise<{ run: Benchmark }>>> = {
  approvals: () => import("./approvals.ts"),
  "control-plane": () => import("./control-plane.ts"),
  gate: () => import("./gate.ts"),
  redaction: () => import("./redaction.ts"),
  retrieval: () => import("./retrieval.ts"),
  screening: () => import("./screening.ts"),
};

const usage = `Usage: npm run bench -- NAME [--quick] [--only PART,PART] [--json FILE] [--chart FILE.svg]

Names: ${Object.keys(benchmarks).join(", ")}, all

  --quick   small sizes: shows that it runs, measures nothing worth quoting
  --only    parts of a benchmark that has some; retrieval: workload, small, large, duplicates, secure, million;
            redaction: worst, a search for slower texts
  --json    writes {name, metrics, baselines}
  --chart   writes the comparison as an SVG`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string" },
      json: { type: "string" },
      chart: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const [name] = positionals;
  const names = name === "all" ? Object.keys(benchmarks) : [name ?? ""];
  if (values.help || positionals.length !== 1 || !names.every((each) => each in benchmarks)) {
    console.error(usage);
    return values.help ? 0 : 2;
  }
  console.error(describeMachine());
  const results: BenchmarkResult[] = [];
  for (const each of names) {
    const { run } = await benchmarks[each]!();
    const result = await run({
      quick: values.quick,
      ...(values.only !== undefined && { only: values.only.split(",") }),
      progress: (message) => console.error(`  ${message}`),
    });
    console.log(formatResult(result));
    results.push(result);
    if (values.chart !== undefined && result.chart !== undefined)
      await write(values.chart, renderChart(result.chart));
  }
  if (values.json !== undefined) {
    const reports = results.map(({ name, metrics, baselines }) => ({ name, metrics, baselines }));
    await write(values.json, `${JSON.stringify(name === "all" ? reports : reports[0], null, 2)}\n`);
  }
  return 0;
}

function formatResult({ name, metrics, baselines }: BenchmarkResult): string {
  const rows = (values: Readonly<Record<string, number>>) =>
    Object.entries(values).map(([key, value]) => `  ${key.padEnd(44)} ${formatNumber(value).padStart(14)}`);
  return [`\n${name}`, ...rows(metrics), " beside", ...rows(baselines)].join("\n");
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  console.error(`  wrote ${path}`);
}

process.exitCode = await main();
