import { existsSync } from "node:fs";
import { loadMaterial } from "../../models/training/material.ts";
import { calibrationSources, dataFolder, readSource } from "../../models/training/sources.ts";
import { storeDocument } from "../../models/training/store.ts";
import { trainDocuments } from "../../models/training/train.ts";
import { parseModel, readStoredModel } from "../../src/screening/classifier/model.ts";
import { createScreener, type Screener, type ScreeningPlace } from "../../src/screening/index.ts";
import { screenWith } from "../../src/screening/screener.ts";
import type { Chart } from "../benchmark.ts";
import { loadPeers, peerInstall } from "./peers.ts";
import {
  buildSets,
  businessSource,
  fresh,
  handWritten,
  indirectSources,
  type Sample,
  type Sets,
} from "./sample-sets.ts";
import { areaUnderCurve, shareAbove, shareOf, thresholdAt } from "./statistics.ts";

type Numbers = Record<string, number>;

export interface Quality {
  readonly metrics: Numbers;
  readonly baselines: Numbers;
  readonly chart: Chart;
}

export async function measureQuality({
  quick,
  progress,
}: {
  quick: boolean;
  progress: (line: string) => void;
}): Promise<Quality> {
  if (!existsSync(`${dataFolder}/screening`))
    progress(`no data under ${dataFolder}: only texts of the project are measured`);
  const sets = buildSets(quick ? 40 : 300);
  const metrics: Numbers = {};

  progress("classic and obfuscated attacks");
  const screener = quick ? createScreener() : trainWithout([businessSource]);
  const harmless = scores(screener, sets.documents);
  const limit = thresholdAt(harmless, 0.01);
  metrics.classic_tpr_at_1fpr = shareAbove(scores(screener, sets.classic), limit);
  const hidden = scores(screener, sets.obfuscated);
  metrics.obfuscated_tpr_at_1fpr = shareAbove(hidden, limit);
  byGroup(sets.obfuscated, (kind, indexes) => {
    metrics[`obfuscated_${kind}`] = shareOf(indexes, (i) => (hidden[i] ?? 0) > limit);
  });

  const areas: number[] = [];
  const shares: number[] = [];
  for (const source of [...indirectSources, handWritten, fresh]) {
    progress(`indirect: a model without ${source}`);
    const judge =
      quick || source === handWritten || source === fresh ? screener : trainWithout([businessSource, source]);
    const hostile = sets.indirect.filter(({ group }) => group.startsWith(source));
    const found = scores(judge, hostile);
    const long = judge === screener ? harmless : scores(judge, sets.documents);
    const most = thresholdAt(long, 0.01);
    areas.push(areaUnderCurve(found, long));
    shares.push(shareAbove(found, most));
    metrics[`indirect_${source}_auc`] = areas.at(-1) ?? Number.NaN;
    metrics[`indirect_${source}_auc_short`] = areaUnderCurve(found, scores(judge, sets.short));
    metrics[`indirect_${source}_tpr_at_1fpr`] = shares.at(-1) ?? Number.NaN;
    if (source !== handWritten) continue;
    byGroup(hostile, (kind, indexes) => {
      metrics[`indirect_${kind}_tpr_at_1fpr`] = shareOf(indexes, (i) => (found[i] ?? 0) > most);
    });
  }
  metrics.indirect_auc = mean(areas);
  metrics.indirect_tpr_at_1fpr = mean(shares);

  progress("false alarms");
  const flags = ({ text }: Sample, place: ScreeningPlace) =>
    screener.screen(text, { place, trusted: false }).verdict !== "clean";
  metrics.overdefence_pct = 100 * shareOf(sets.overdefence, (each) => flags(each, each.place));
  const flagged = sets.documents.map((each) => flags(each, "ingest"));
  byGroup(sets.documents, (source, indexes) => {
    metrics[`benign_doc_fpr_pct_${source}`] = 100 * shareOf(indexes, (i) => flagged[i] === true);
  });
  metrics.benign_doc_fpr_pct = 100 * shareOf(flagged, (each) => each);
  metrics.benign_short_fpr_pct = 100 * shareOf(sets.short, (each) => flags(each, "tool-result"));

  const baselines = await measurePeers(sets, progress);
  return { metrics, baselines, chart: chartOf(metrics, baselines) };
}

/** Calls back for each group with the places of its samples. */
function byGroup(
  samples: readonly Sample[],
  report: (group: string, indexes: readonly number[]) => void,
): void {
  const groups = new Map<string, number[]>();
  for (const [index, { group }] of samples.entries())
    groups.set(group, [...(groups.get(group) ?? []), index]);
  for (const [group, indexes] of groups) report(group, indexes);
}

/** The shipped screener with a document model that never saw these sources. */
function trainWithout(sources: readonly string[]): Screener {
  const material = loadMaterial(sources);
  const short = calibrationSources.flatMap((source) => readSource(`${dataFolder}/screening`, source));
  const document = storeDocument(trainDocuments(material, short, 5));
  return screenWith(parseModel(JSON.stringify({ ...readStoredModel(), document })));
}

const scores = (screener: Screener, samples: readonly Sample[]): number[] =>
  samples.map(({ text }) => screener.screen(text, { place: "ingest", trusted: false }).score);

/** What the peers flag of the same texts, by source; they give no score that a threshold could be put on. */
async function measurePeers(sets: Sets, progress: (line: string) => void): Promise<Numbers> {
  const peers = await loadPeers();
  if (peers.length < 3) progress(`some packages to compare with are missing: ${peerInstall}`);
  const numbers: Numbers = {};
  for (const { name, flags, usedCpu, close } of peers) {
    progress(`beside ${name}`);
    const flagged = async (samples: readonly Sample[]) => {
      const answers: boolean[] = [];
      for (const { text } of samples) answers.push(await flags(text));
      return answers;
    };
    const before = await usedCpu();
    const alarms = await flagged(sets.documents);
    const bytes = sets.documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    numbers[`${name}_mb_per_s`] = bytes / ((await usedCpu()) - before);
    numbers[`${name}_benign_doc_fpr_pct`] = 100 * shareOf(alarms, (each) => each);
    byGroup(sets.documents, (source, indexes) => {
      numbers[`${name}_benign_doc_fpr_pct_${source}`] = 100 * shareOf(indexes, (i) => alarms[i] === true);
    });
    const share = async (samples: readonly Sample[]) => shareOf(await flagged(samples), (each) => each);
    numbers[`${name}_classic_tpr`] = await share(sets.classic);
    numbers[`${name}_obfuscated_tpr`] = await share(sets.obfuscated);
    numbers[`${name}_indirect_tpr`] = await share(sets.indirect);
    for (const source of [...indirectSources, handWritten, fresh]) {
      const ofSource = sets.indirect.filter(({ group }) => group.startsWith(source));
      numbers[`${name}_indirect_${source}_tpr`] = await share(ofSource);
    }
    numbers[`${name}_overdefence_pct`] = 100 * (await share(sets.overdefence));
    close?.();
  }
  return numbers;
}

const attackKinds = { classic: "classic", obfuscated: "hidden", indirect: "task switches" } as const;

function chartOf(metrics: Numbers, baselines: Numbers): Chart {
  const peers = ["patterns", "vard", "hai_guardrails"].filter(
    (name) => `${name}_obfuscated_tpr` in baselines,
  );
  const alarms = (name: string) => (baselines[`${name}_benign_doc_fpr_pct`] ?? 0).toFixed(1);
  return {
    title: "Injections found, with the share of harmless documents flagged",
    unit: "%",
    bars: Object.entries(attackKinds).flatMap(([kind, label]) => [
      {
        label: `${label}: Sallyport (1.0 %)`,
        value: 100 * (metrics[`${kind}_tpr_at_1fpr`] ?? 0),
        ours: true,
      },
      ...peers.map((name) => ({
        label: `${label}: ${name} (${alarms(name)} %)`,
        value: 100 * (baselines[`${name}_${kind}_tpr`] ?? 0),
        ours: false,
      })),
    ]),
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
