import { DoesNotHold, narrator } from "./narrator.ts";
import { type DemoStage, openStage } from "./stage.ts";
import { ingestDocuments } from "./steps/1-ingest.ts";
import { askAsThreePeople } from "./steps/2-three-readers.ts";
import { runIncident } from "./steps/3-incident.ts";
import { decideApprovals } from "./steps/4-approvals.ts";
import { revokeAgent } from "./steps/5-revocation.ts";
import { verifyReceipts } from "./steps/6-receipts.ts";

/** The main job, end to end on real documents. Exits non-zero when a step does not hold. */
async function main(stage: DemoStage): Promise<void> {
  await ingestDocuments(stage);
  await askAsThreePeople(stage);
  const incident = await runIncident(stage);
  const refund = await decideApprovals(stage, incident);
  await revokeAgent(stage, incident);
  await verifyReceipts(stage, refund);
}

const started = performance.now();
const stage = await openStage();
try {
  await main(stage);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  narrator.say(`\nEvery step held. ${seconds} s, nothing left this machine.`);
  narrator.quiet(
    `The database, keys and ledger are in ${stage.home}\nLook around: npm run sallyport -- --home ${stage.home} receipts verify`,
  );
} catch (error) {
  process.exitCode = 1;
  if (error instanceof DoesNotHold) console.error(`\n   ✗ This did not hold: ${error.message}`);
  else console.error(error);
} finally {
  await stage.close();
}
