import { defaultEmbeddings } from "../src/retrieval/index.ts";
import type { Benchmark } from "./benchmark.ts";
import { hashedEmbed } from "./screening/hashed-embedding.ts";
import { simulatePoisoning } from "./screening/poisoning.ts";
import { measureQuality } from "./screening/quality.ts";
import { measureSpeed } from "./screening/speed.ts";

const seed = 11;

/** Quality by kind on sources the model has not seen, speed, and poisoning with and without the defences. */
export const run: Benchmark = async ({ quick, progress }) => {
  const quality = await measureQuality({ quick, progress });
  progress("speed");
  const speed = measureSpeed(quick);
  progress("poisoning");
  const model = quick ? undefined : defaultEmbeddings();
  const embed =
    model === undefined ? hashedEmbed : (texts: readonly string[]) => model.embedDocuments([...texts]);
  const poisoning = await simulatePoisoning(embed, quick ? 12 : 40, seed);
  const mean = (values: Readonly<Record<string, number>>) =>
    Object.values(values).reduce((sum, value) => sum + value, 0) / Object.keys(values).length;
  const byAttack = (moment: string, values: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`poisoning_${name}_${moment}`, value]));
  return {
    name: "screening",
    metrics: {
      ...quality.metrics,
      mb_per_s: speed,
      poisoning_success_before: mean(poisoning.before),
      poisoning_success_after: mean(poisoning.after),
      ...byAttack("before", poisoning.before),
      ...byAttack("after", poisoning.after),
      ...byAttack("flagged_at_ingest", poisoning.noticed),
      poisoning_recall_at_5_before: poisoning.recallBefore,
      poisoning_recall_at_5_after: poisoning.recallAfter,
    },
    baselines: quality.baselines,
    chart: quality.chart,
  };
};
