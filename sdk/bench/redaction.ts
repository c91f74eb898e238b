import { fileURLToPath } from "node:url";
import { createRedactor, type Redactor } from "../src/redaction/index.ts";
import type { BenchmarkOptions, BenchmarkResult } from "./benchmark.ts";
import { median, startComputing } from "./measure.ts";
import { addressItems } from "./redaction/addresses.ts";
import { hostileTexts, repeated } from "./redaction/hostile.ts";
import { readMarkedTexts } from "./redaction/marked-texts.ts";
import { loadPeers, type Peer, peerInstall } from "./redaction/peers.ts";
import { qualityOf, recallAndPrecision, typesLedByPeers } from "./redaction/quality.ts";
import { type Item, loadItems, type Span } from "./redaction/score.ts";
import { findSlowest } from "./redaction/slowest.ts";
import { streamsAgainstWhole } from "./redaction/streams.ts";
import { technicalItems } from "./redaction/technical-names.ts";

/** Labelled public texts, beside the repository or where the variable says; without them only speed is measured. */
const folder =
  process.env.SALLYPORT_PII_DATA ?? fileURLToPath(new URL("../../../shared/data/pii", import.meta.url));

/** The labels' names for our types, where they differ. */
const labelOf: Readonly<Record<string, string>> = { CARD: "CREDIT_CARD", US_DEA: "MEDICAL_LICENSE" };

/** The names model has learnt from these two, so they say nothing about it; `sdk/models/names/train.ts --check` does. */
const trainedOn = new Set(["wnut17", "re3d"]);
/** It has never seen these. */
const namesTest = new URL("./redaction/names-test.txt", import.meta.url);
const nameTypes = ["PERSON", "LOCATION", "ORGANIZATION"];

export async function run({ quick, only, progress }: BenchmarkOptions): Promise<BenchmarkResult> {
  const redactor = createRedactor();
  if (only?.includes("worst")) return searchWorst(redactor, quick, progress);
  const peers = await loadPeers();
  if (peers.length < 6) progress(`only ${peers.length} peers; for all: ${peerInstall}`);
  const metrics: Record<string, number> = {};
  const baselines: Record<string, number> = {};
  const shared = loadItems(folder)?.filter(({ source }) => !trainedOn.has(source));
  if (shared === undefined)
    progress(`no labelled texts in ${folder}: addresses and names alone are measured`);
  const own = [...addressItems, ...readMarkedTexts(namesTest, "names-test")];
  const items = [...(shared ?? []), ...own].filter((_, index) => !quick || index % 10 === 0);
  const texts = items.map(({ text }) => text);

  progress(`${items.length} labelled texts, ours`);
  const found = texts.map((text) => findWithLabels(redactor, text));
  Object.assign(metrics, qualityOf("", undefined, items, found), nationalAccounts(items, found));
  progress("names in technical texts");
  for (const half of ["seen", "blind"] as const) {
    const passages = technicalItems(half, `${folder}/../screening`);
    const find = (text: string) => findWithLabels(redactor, text);
    Object.assign(metrics, recallAndPrecision(`technical_${half}_`, nameTypes, passages, find));
  }
  progress("streams against whole texts");
  Object.assign(metrics, streamsAgainstWhole(redactor, items, quick ? 50 : 600));
  progress("speed on 4 KB chunks");
  const chunks = mixedChunks(items, quick ? 8 : 40);
  metrics.mb_per_s_structured = speed(chunks, (chunk) => redactor.redact(chunk, { sink: "context" }));
  metrics.mb_per_s_names = speed(chunks, (chunk) => redactor.redact(chunk, { sink: "log" }));
  progress("hostile texts");
  metrics.worst_100kb_ms = await worst(quick ? 10_000 : 100_000, (text) =>
    redactor.redact(text, { sink: "log" }),
  );

  for (const peer of peers) {
    progress(peer.name);
    Object.assign(baselines, await measurePeer(peer, items, chunks, quick));
    peer.close();
  }
  const names = peers.map(({ name }) => name);
  metrics.types_led_by_peers = typesLedByPeers(metrics, baselines, names);
  return { name: "redaction", metrics, baselines, chart: chartOf(metrics, baselines, names) };
}

function findWithLabels(redactor: Redactor, text: string) {
  return redactor.find(text).map((finding) => ({ ...finding, type: labelOf[finding.type] ?? finding.type }));
}

/** Values labelled IBAN that begin with no country are accounts as one country writes them, and found as such. */
function nationalAccounts(
  items: readonly Item[],
  found: readonly (readonly Span[])[],
): Record<string, number> {
  let labels = 0;
  let asAccounts = 0;
  for (const [index, { text, spans }] of items.entries())
    for (const [start, end, type] of spans) {
      if (type !== "IBAN" || !/^\d/.test(text.slice(start, end))) continue;
      labels++;
      if (found[index]?.some((span) => span.type === "BANK_ACCOUNT" && span.start < end && start < span.end))
        asAccounts++;
    }
  return { iban_labels_without_country: labels, iban_labels_found_as_bank_account: asAccounts };
}

async function measurePeer(
  peer: Peer,
  items: readonly Item[],
  chunks: readonly string[],
  quick: boolean,
): Promise<Record<string, number>> {
  const { name, types } = peer;
  const all = await peer.findAll(items.map(({ text }) => text));
  const measured = all === undefined ? {} : qualityOf(`${name}_`, types, items, all.found);
  await peer.findAll(chunks.slice(0, 4));
  const timed = await peer.findAll(chunks);
  if (timed !== undefined) measured[`${name}_mb_per_s`] = megabytesPerSecond(chunks, timed.ms);
  // Peers take seconds to a minute on a hundred thousand characters: a fifth shows it.
  let longest = 0;
  for (const text of hostileTexts(quick ? 2_000 : 20_000)) {
    const time = await leastTime(async () => (await peer.findAll([text]))?.ms ?? Number.POSITIVE_INFINITY);
    longest = Math.max(longest, time);
  }
  measured[`${name}_worst_20kb_ms`] = Math.round(longest);
  return measured;
}

/** Running text with a labelled value every few sentences: what a retriever hands to a model. */
function mixedChunks(items: readonly Item[], count: number): readonly string[] {
  const prose =
    "The quarterly review went through every open order, and nobody could say when the new line would be ready. " +
    "Finance asked for the figures by Friday; the plant wants two more weeks, and the customer was told as much. ";
  const values = items
    .filter(({ text, spans }) => spans.length > 0 && text.length < 300)
    .map(({ text }) => text);
  const chunks: string[] = [];
  for (let chunk = 0, next = 0; chunk < count; chunk++) {
    let text = "";
    while (text.length < 4096) text += `${prose}${values[(next++ * 37) % values.length]} `;
    chunks.push(text.slice(0, 4096));
  }
  return chunks;
}

/** On one core: the median of several passes over the chunks. */
function speed(chunks: readonly string[], work: (chunk: string) => unknown): number {
  const passes = Array.from({ length: 7 }, () => {
    const computed = startComputing();
    for (const chunk of chunks) work(chunk);
    return megabytesPerSecond(chunks, computed());
  });
  return median(passes.slice(2));
}

function megabytesPerSecond(chunks: readonly string[], ms: number): number {
  return Math.round((chunks.length * 4096) / 10 / ms) / 100;
}

async function worst(length: number, work: (text: string) => unknown): Promise<number> {
  let longest = 0;
  for (const text of hostileTexts(length))
    longest = Math.max(longest, await leastTime(() => timeOf(() => work(text))));
  return Math.round(longest);
}

/** The least of three, as others on the machine only add to it; what takes over a second is measured once. */
async function leastTime(measure: () => number | Promise<number>): Promise<number> {
  let least = await measure();
  for (let again = 0; again < 2 && least < 1_000; again++) least = Math.min(least, await measure());
  return least;
}

function timeOf(work: () => unknown): number {
  const computed = startComputing();
  work();
  return computed();
}

/** Searches for texts slower than those that the benchmark knows, and says how the time grows with the length. */
function searchWorst(
  redactor: Redactor,
  quick: boolean,
  progress: (message: string) => void,
): BenchmarkResult {
  const cost = (text: string) => timeOf(() => redactor.redact(text, { sink: "log" }));
  const found = findSlowest(cost, { length: 20_000, tries: quick ? 50 : 4_000, random: Math.random });
  const length = quick ? 10_000 : 100_000;
  const metrics: Record<string, number> = { worst_100kb_ms: 0, worst_growth: 0 };
  for (const { seed } of found) {
    const [once, twice] = [length, 2 * length].map((size) =>
      median([0, 1, 2].map(() => cost(repeated(seed, size)))),
    ) as [number, number];
    progress(
      `${Math.round(once)} ms, ${(twice / once).toFixed(1)} times that for twice the length: ${JSON.stringify(seed)}`,
    );
    metrics.worst_100kb_ms = Math.max(metrics.worst_100kb_ms as number, Math.round(once));
    metrics.worst_growth = Math.max(metrics.worst_growth as number, Math.round((10 * twice) / once) / 10);
  }
  return { name: "redaction", metrics, baselines: {} };
}

function chartOf(
  metrics: Readonly<Record<string, number>>,
  baselines: Readonly<Record<string, number>>,
  peers: readonly string[],
) {
  const recall = (prefix: string, values: Readonly<Record<string, number>>) => {
    const types = ["email", "phone", "credit_card", "us_ssn", "ip", "url"];
    return types.reduce((total, type) => total + (values[`${prefix}${type}_recall`] ?? 0), 0) / types.length;
  };
  return {
    title: "Mean recall of e-mail, phone, card, SSN, IP and URL",
    unit: "%",
    bars: [
      { label: "Sallyport", value: recall("", metrics), ours: true },
      ...peers.map((name) => ({ label: name, value: recall(`${name}_`, baselines), ours: false })),
    ],
  };
}
