import { readFileSync, writeFileSync } from "node:fs";

type Numbers = Readonly<Record<string, number>>;

/** What `npm run bench -- screening --json FILE` writes. */
interface Report {
  readonly metrics: Numbers;
  readonly baselines: Numbers;
}

const folder = new URL("../../../", import.meta.url);
const card = new URL("sdk/models/screening.md", folder);
const guide = new URL("docs/screening.md", folder);

const leftOut: Readonly<Record<string, string>> = {
  asb: "asb",
  email_agent: "email_agent",
  benign_instr: "benign_instr",
  by_hand: "written by hand",
  fresh: "written by hand when the model was finished",
};
const peers = ["patterns", "vard", "hai_guardrails"] as const;

/** Fills the figures of the model's card and of the guide from a benchmark's report. */
export function writeFigures(path: string): void {
  const { metrics, baselines } = JSON.parse(readFileSync(path, "utf8")) as Report;
  fill(card, cardFigures(metrics));
  fill(guide, guideFigures(metrics, baselines));
}

/** Replaces what stands between the two markers. */
function fill(file: URL, figures: string): void {
  const text = readFileSync(file, "utf8");
  const between = /(<!-- figures -->\n)[\s\S]*?(\n<!-- end of figures -->)/;
  if (!between.test(text)) throw new Error(`No place for figures in ${file.pathname}.`);
  writeFileSync(
    file,
    text.replace(between, (_, open: string, close: string) => open + figures + close),
  );
}

/** Nearly all is not all. */
const whole = (share = Number.NaN): string =>
  `${share > 0.995 && share < 1 ? (100 * share).toFixed(1) : Math.round(100 * share)} %`;
const tenth = (percent: number | undefined): string => `${(percent ?? Number.NaN).toFixed(1)} %`;
const table = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
const head = (...columns: string[]) => [columns, columns.map(() => "---")];

function cardFigures(metrics: Numbers): string {
  const sources = Object.entries(leftOut).map(([source, name]) => [
    name,
    (metrics[`indirect_${source}_auc`] ?? Number.NaN).toFixed(2),
    whole(metrics[`indirect_${source}_tpr_at_1fpr`]),
  ]);
  const documents = Object.entries(metrics)
    .filter(([name]) => name.startsWith("benign_doc_fpr_pct_"))
    .map(([name, percent]) => [name.slice("benign_doc_fpr_pct_".length), tenth(percent)]);
  return [
    table([
      ...head("left out", "area under the curve", "found at 1 % false alarms on long documents"),
      ...sources,
    ]),
    "",
    table([
      ...head("harmless documents", "flagged"),
      ...documents,
      ["prompts and documents full of trigger words", tenth(metrics.overdefence_pct)],
      ["short texts", tenth(metrics.benign_short_fpr_pct)],
    ]),
  ].join("\n");
}

function guideFigures(metrics: Numbers, baselines: Numbers): string {
  const ofPeers = (metric: string, show: (value: number | undefined) => string): string[] =>
    peers.map((peer) => show(baselines[`${peer}_${metric}`]));
  const found = (name: string, ours: string, theirs: string): string[] => [
    `${name} found`,
    whole(metrics[ours]),
    ...ofPeers(theirs, whole),
  ];
  const speed = (value: number | undefined): string => (value ?? Number.NaN).toFixed(1);
  const rows = [
    [
      "harmless long documents flagged",
      tenth(metrics.benign_doc_fpr_pct),
      ...ofPeers("benign_doc_fpr_pct", tenth),
    ],
    [
      "texts full of trigger words flagged",
      tenth(metrics.overdefence_pct),
      ...ofPeers("overdefence_pct", tenth),
    ],
    found("classic attacks", "classic_tpr_at_1fpr", "classic_tpr"),
    found("hidden and encoded attacks", "obfuscated_tpr_at_1fpr", "obfuscated_tpr"),
    ...Object.entries(leftOut).map(([source, name]) =>
      found(`task switches (${name})`, `indirect_${source}_tpr_at_1fpr`, `indirect_${source}_tpr`),
    ),
    ["megabytes a second, one core", speed(metrics.mb_per_s), ...ofPeers("mb_per_s", speed)],
  ];
  const kinds = shares(metrics, /^indirect_by_hand_(.+)_tpr_at_1fpr$/);
  const disguises = shares(metrics, /^obfuscated_(?!tpr)(.+)$/).filter(([, share]) => share < 0.95);
  const listed = (list: readonly (readonly [string, number])[]): string =>
    list.map(([name, share]) => `${name.replaceAll("_", " ")} ${whole(share)}`).join(", ");
  return [
    table([...head("", "Sallyport", "60 patterns", "vard 1.2.0", "hai-guardrails 1.12.0"), ...rows]),
    "",
    `The area under the curve for task switches is ${(metrics.indirect_auc ?? Number.NaN).toFixed(2)} on average.`,
    "",
    `Task switches written by hand, by what they are after: ${listed(kinds)}.`,
    `Disguises found in less than 95 of 100: ${disguises.length === 0 ? "none" : listed(disguises)}.`,
    `Short texts (reviews, records, a few sentences) are flagged in ${tenth(metrics.benign_short_fpr_pct)}.`,
    "",
    `Poisoning, share of target questions whose five best passages are mostly poison, without and with the guard: ${poisoning(metrics)}.`,
    `The right passage is among the five best in ${whole(metrics.poisoning_recall_at_5_before)} of unpoisoned searches without and ${whole(metrics.poisoning_recall_at_5_after)} with it.`,
  ].join("\n");
}

/** What the numbers of one kind are called, with the best first. */
function shares(metrics: Numbers, name: RegExp): [string, number][] {
  return Object.entries(metrics)
    .flatMap(([key, share]): [string, number][] => {
      const kind = name.exec(key)?.[1];
      return kind === undefined ? [] : [[kind, share]];
    })
    .sort(([, a], [, b]) => b - a);
}

const poisoning = (metrics: Numbers): string =>
  Object.keys(metrics)
    .flatMap((key) => /^poisoning_(?!success|recall|flagged)(.+)_before$/.exec(key)?.[1] ?? [])
    .map((attack) => {
      const [before, after] = [metrics[`poisoning_${attack}_before`], metrics[`poisoning_${attack}_after`]];
      return `${attack.replaceAll("_", " ")} ${whole(before)} and ${whole(after)}`;
    })
    .join(", ");
