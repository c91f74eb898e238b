/** An auditor verifies an exported ledger with the public key alone; one changed byte is found. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { exportLedger, openSallyport } from "@sallyport/sdk";
import { verifyLedger } from "@sallyport/sdk/verify";
import { temporaryHome } from "../temporary-home.ts";

const sallyport = await openSallyport({
  home: temporaryHome(),
  directory: fileURLToPath(new URL("../01-permitted-search/people.yaml", import.meta.url)),
});
await sallyport.revocations.revoke({ kind: "tool", subject: "wire_transfer", reason: "drill", actor: "ada" });
await sallyport.revocations.revoke({ kind: "agent", subject: "assistant", reason: "drill", actor: "ada" });

const exported = JSON.stringify(await exportLedger({ storage: sallyport.storage }));
const publicKeys = [sallyport.ledgerKey];
await sallyport.close();

const honest = await verifyLedger(JSON.parse(exported), { publicKeys });
const forged = await verifyLedger(JSON.parse(exported.replace("wire_transfer", "wire_transfet")), {
  publicKeys,
});
console.log(`as exported: ${honest.ok ? "verified" : "not verified"}, ${honest.receipts} receipts`);
console.log(`one byte changed: ${forged.ok ? "verified" : "not verified"}: ${forged.findings[0]?.message}`);

assert.equal(honest.ok, true);
assert.equal(forged.ok, false);
