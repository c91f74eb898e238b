import { makeSentences } from "../../models/training/carriers.ts";
import { Random } from "../../models/training/random.ts";
import { createScreener } from "../../src/screening/index.ts";

/** Megabytes of business prose a second on one core, with every detector and the classifier on. */
export function measureSpeed(quick: boolean): number {
  const random = new Random(3);
  const screener = createScreener();
  const texts = Array.from({ length: quick ? 20 : 100 }, () => makeSentences(random, 120).join(" "));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < (quick ? 2 : 5); round += 1) {
    // CPU time: other programs on the machine do not count.
    const start = process.cpuUsage();
    for (const text of texts) screener.screen(text, { place: "ingest", trusted: false });
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1e6);
  }
  return bytes / 1e6 / best;
}
