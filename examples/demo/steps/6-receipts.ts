import { explainReceipt, exportLedger, findCauses, type Receipt, renderExplanation } from "@sallyport/sdk";
import { type LedgerBundle, verifyLedger } from "@sallyport/sdk/verify";
import { narrator } from "../narrator.ts";
import type { DemoStage } from "../stage.ts";

/** The evidence: verified offline with the public key alone, and found out when one byte is changed. */
export async function verifyReceipts({ sallyport }: DemoStage, refund: Receipt): Promise<void> {
  narrator.step(6, "Receipts: the evidence, verified with the public key alone");
  const { note } = await sallyport.checkpoint();
  const exported = JSON.stringify(await exportLedger({ storage: sallyport.storage }));
  const trust = { publicKeys: [sallyport.ledgerKey], anchors: [{ note }] };
  const report = await verifyLedger(JSON.parse(exported), trust);
  narrator.holds(report.ok, `${report.receipts} receipts verify: content, signature and place in the chain`);

  const byte = exported.indexOf('"tenant":"aldermoor"') + '"tenant":"alder'.length;
  const edited = `${exported.slice(0, byte)}M${exported.slice(byte + 1)}`;
  const forged = await verifyLedger(JSON.parse(edited), trust);
  narrator.holds(!forged.ok, `one byte edited: ${forged.findings[0]?.message ?? ""}`);

  const bundle: LedgerBundle = JSON.parse(exported);
  const shortened = { ...bundle, receipts: bundle.receipts.slice(0, -5), checkpoints: [] };
  const cut = await verifyLedger(shortened, trust);
  narrator.holds(!cut.ok, `the last five receipts cut off: ${cut.findings[0]?.message ?? ""}`);

  narrator.say("\nwhy, for the refund that was paid:\n");
  narrator.say(renderExplanation(explainReceipt(refund, await findCauses(sallyport.storage, refund))));
}
