import { explainReceipt, exportLedger, findCauses, type Receipt, renderExplanation } from "@sallyport/sdk";
import { verifyLedger } from "@sallyport/sdk/verify";
import { narrator } from "../narrator.ts";
import type { DemoStage } from "../stage.ts";

/** The evidence: verified offline with the public key alone, and found out when one byte is changed. */
export async function verifyReceipts({ sallyport }: DemoStage, refund: Receipt): Promise<void> {
  narrator.step(6, "Receipts: the evidence, verified with the public key alone");
  const exported = JSON.stringify(await exportLedger({ storage: sallyport.storage }));
  const publicKeys = [sallyport.ledgerKey];
  const report = await verifyLedger(JSON.parse(exported), { publicKeys });
  narrator.holds(report.ok, `${report.receipts} receipts verify: content, signature and place in the chain`);

  const byte = exported.indexOf('"tenant":"aldermoor"') + '"tenant":"alder'.length;
  const edited = `${exported.slice(0, byte)}M${exported.slice(byte + 1)}`;
  const { ok, findings } = await verifyLedger(JSON.parse(edited), { publicKeys });
  narrator.holds(!ok, `one byte edited in the export: ${findings[0]?.message ?? ""}`);

  narrator.say("\nwhy, for the refund that was paid:\n");
  narrator.say(renderExplanation(explainReceipt(refund, await findCauses(sallyport.storage, refund))));
}
