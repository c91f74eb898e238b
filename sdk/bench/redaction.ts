import { fileURLToPath } from "node:url";
import { createRedactor, type Redactor } from "../src/redaction/index.ts";
import type { BenchmarkOptions, BenchmarkResult } from "./benchmark.ts";
import { median } from "./measure.ts";
import { hostileTexts } from "./redaction/hostile.ts";
import { type Peer, peers } from "./redaction/peers.ts";
import { type Item, loadItems, score } from "./redaction/score.ts";

/** Labelled public texts, beside the repository or where the variable says; without them only speed is measured. */
const folder =
  process.env.SALLYPORT_PII_DATA ?? fileURLToPath(new URL("../../../shared/data/pii", import.meta.url));

/** The labels' names for our types, where they differ. */
const labelOf: Readonly<Record<string, string>> = { CARD: "CREDIT_CARD", US_DEA: "MEDICAL_LICENSE" };

const compared = ["EMAIL", "PHONE", "CREDIT_CARD", "IBAN", "IP", "MAC", "URL", "US_SSN", "CRYPTO", "SECRET"];

/** The names model has learnt from these two, so they say nothing about it. */
const trainedOn = new Set(["wnut17", "re3d"]);

export async function run({ quick, progress }: BenchmarkOptions): Promise<BenchmarkResult> {
  const redactor = createRedactor();
  const metrics: Record<string, number> = {};
  const baselines: Record<string, number> = {};
  const items = loadItems(folder)?.filter(({ source }) => !trainedOn.has(source));

  if (items === undefined) {
    progress(`no labelled texts in ${folder}: measuring speed alone`);
  } else {
    progress(`${items.length} labelled texts, ours and ${peers.length} peers`);
    const sample = quick ? items.filter((_, index) => index % 10 === 0) : items;
    Object.assign(
      metrics,
      qualityOf({ name: "", types: [], find: (text) => findWithLabels(redactor, text) }, sample),
    );
    for (const peer of peers) Object.assign(baselines, qualityOf(peer, sample));
    progress("streams against whole texts");
    Object.assign(metrics, streamsAgainstWhole(redactor, sample, quick ? 50 : 600));
  }

  progress("speed on 4 KB chunks");
  const chunks = mixedChunks(items, quick ? 8 : 40);
  metrics.mb_per_s_structured = speed(chunks, (chunk) => redactor.redact(chunk, { sink: "context" }));
  metrics.mb_per_s_names = speed(chunks, (chunk) => redactor.redact(chunk, { sink: "log" }));
  for (const { name, find } of peers) baselines[`${name}_mb_per_s`] = speed(chunks, find);

  progress("hostile texts");
  const length = quick ? 10_000 : 100_000;
  metrics.worst_100kb_ms = worst(length, (text) => redactor.redact(text, { sink: "log" }));
  // Peers take seconds to a minute on a hundred thousand characters: a fifth shows it.
  for (const { name, find } of peers)
    baselines[`${name}_worst_20kb_ms`] = worst(Math.min(length, 20_000), find);

  return { name: "redaction", metrics, baselines, chart: chartOf(metrics, baselines) };
}

function findWithLabels(redactor: Redactor, text: string) {
  return redactor.find(text).map((finding) => ({ ...finding, type: labelOf[finding.type] ?? finding.type }));
}

function qualityOf({ name, types, find }: Peer, items: readonly Item[]): Record<string, number> {
  const prefix = name === "" ? "" : `${name}_`;
  const isClean = ({ source }: Item) => source === "clean-tech";
  const labelled = score(
    items.filter((item) => !isClean(item)),
    find,
  );
  const clean = score(items.filter(isClean), find);
  const quality: Record<string, number> = {};
  for (const type of compared) {
    const tally = labelled.get(type);
    if (tally === undefined || (name !== "" && !types.includes(type))) continue;
    quality[`${prefix}${type.toLowerCase()}_recall`] = percent(tally.recalled, tally.golds);
    quality[`${prefix}${type.toLowerCase()}_precision`] = percent(tally.right, tally.found);
  }
  for (const type of ["CREDIT_CARD", "PHONE", "SECRET"])
    quality[`${prefix}clean_text_false_alarms_${type.toLowerCase()}`] = clean.get(type)?.found ?? 0;
  quality[`${prefix}clean_text_false_alarms`] = [...clean.values()].reduce(
    (sum, { found }) => sum + found,
    0,
  );
  return quality;
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.round((1000 * part) / whole) / 10;
}

/** Random pieces of 1 to 12 characters, as a model's tokens come; 1 when every text came out the same. */
function streamsAgainstWhole(
  redactor: Redactor,
  items: readonly Item[],
  count: number,
): Record<string, number> {
  const options = { sink: "answer" as const };
  const texts = items.filter(({ spans }) => spans.length > 0).slice(0, count);
  let random = 1;
  let same = 0;
  let held = 0;
  let pushes = 0;
  for (const { text } of texts) {
    const stream = redactor.stream(options);
    let shown = "";
    for (let at = 0; at < text.length; ) {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      const next = at + 1 + ((random >>> 8) % 12);
      shown += stream.push(text.slice(at, next));
      at = next;
      held += Math.max(0, Math.min(at, text.length) - shown.length);
      pushes++;
    }
    if (shown + stream.end() === redactor.redact(text, options).text) same++;
  }
  return {
    stream_equals_batch: same === texts.length ? 1 : 0,
    stream_mean_held_characters: Math.round(held / pushes),
  };
}

/** Running text with a labelled value every few sentences: what a retriever hands to a model. */
function mixedChunks(items: readonly Item[] | undefined, count: number): readonly string[] {
  const prose =
    "The quarterly review went through every open order, and nobody could say when the new line would be ready. " +
    "Finance asked for the figures by Friday; the plant wants two more weeks, and the customer was told as much. ";
  const values = (items ?? [])
    .filter(({ text, spans }) => spans.length > 0 && text.length < 300)
    .map(({ text }) => text);
  const chunks: string[] = [];
  for (let chunk = 0, next = 0; chunk < count; chunk++) {
    let text = "";
    while (text.length < 4096)
      text += `${prose}${values[(next++ * 37) % values.length] ?? "bob@example.com"} `;
    chunks.push(text.slice(0, 4096));
  }
  return chunks;
}

/** Milliseconds that this process has computed: on a busy machine the clock counts the others' work as well. */
function computed(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Megabytes a second on one core: the median of several passes over the chunks. */
function speed(chunks: readonly string[], work: (chunk: string) => unknown): number {
  const passes = Array.from({ length: 7 }, () => {
    const before = computed();
    for (const chunk of chunks) work(chunk);
    return (chunks.length * 4096) / 1000 / (computed() - before);
  });
  return Math.round(median(passes.slice(2)) * 100) / 100;
}

function worst(length: number, work: (text: string) => unknown): number {
  const times = hostileTexts(length).map((text) => {
    const before = computed();
    work(text);
    return computed() - before;
  });
  return Math.round(Math.max(...times));
}

function chartOf(metrics: Readonly<Record<string, number>>, baselines: Readonly<Record<string, number>>) {
  const recall = (prefix: string, values: Readonly<Record<string, number>>) => {
    const types = ["email", "phone", "credit_card", "us_ssn", "ip", "url"];
    return types.reduce((total, type) => total + (values[`${prefix}${type}_recall`] ?? 0), 0) / types.length;
  };
  return {
    title: "Mean recall of e-mail, phone, card, SSN, IP and URL",
    unit: "%",
    bars: [
      { label: "Sallyport", value: recall("", metrics), ours: true },
      ...peers.map(({ name }) => ({ label: name, value: recall(`${name}_`, baselines), ours: false })),
    ],
  };
}
