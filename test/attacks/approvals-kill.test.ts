import { expect, it } from "vitest";
import { killAtEveryStep } from "../../sdk/bench/approvals/kills.ts";
import { restartWithPending } from "../../sdk/bench/approvals/restart.ts";

// `npm run bench -- approvals` does the same at every step of 1,000 approvals, and with 1,000 pending.
it("[G2] a process that is killed at a step of an approval has done nothing twice, and hides nothing", async () => {
  const figures = await killAtEveryStep({ approvals: 24, steps: 4, randomKills: 1, progress: () => {} });
  expect(figures.steps).toHaveLength(4);
  expect(figures).toMatchObject({ doubleEffects: 0, hidden: 0, lost: 0 });
  // The one at a random moment may come after the last approval.
  expect([4, 5]).toContain(figures.kills);
  // Those that were killed between spending the approval and reporting the outcome, and no others.
  expect(figures.parked).toBeLessThanOrEqual(5);
}, 240_000);

it("[G2] a bot that is killed while requests wait loses none", async () => {
  expect(await restartWithPending(30)).toMatchObject({ lost: 0 });
}, 240_000);
