import { expect, it } from "vitest";
import type { OpenLedger, ReceiptInput } from "../../../sdk/src/receipts/index.ts";
import { openRedactingLedger } from "../../../sdk/src/receipts/index.ts";
import { createRedactor, redactPath } from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor();

function appended(facts: NonNullable<ReceiptInput["facts"]>): ReceiptInput["facts"] {
  let kept: ReceiptInput | undefined;
  const inner = {
    append: async (input: ReceiptInput) => {
      kept = input;
    },
  } as unknown as OpenLedger;
  const ledger = openRedactingLedger(inner, {
    redact: (text) => redactPath(text, redactor, { sink: "receipt" }),
    redactIdentifier: (text) => redactor.redact(text, { sink: "receipt" }).text,
    revision: () => "1",
  });
  void ledger.append({ type: "tool-call-attempted", tenant: "acme", facts } as ReceiptInput);
  return kept?.facts;
}

it.each([
  "call_674540897",
  "call_qH7wyeABFdtitPP5LJ7sK8Xi",
  "dee67bfd-0767-4d99-b0ad-3f5b2fe8657d",
  "toolu_01S5P68EU719fqff9waEUsA",
])("keeps the ids that models give their calls, by which receipts are joined: %s", (callId) => {
  expect(appended({ callId, tool: "pay" })).toEqual({ callId, tool: "pay" });
});

it("hides what somebody put where an id or a reason belongs", () => {
  expect(appended({ callId: "call_ana@example.com", reason: "Asked by ana@example.com" })).toEqual({
    callId: "[EMAIL]",
    reason: "Asked by [EMAIL]",
  });
});

it("leaves digests and numbers alone", () => {
  const facts = { argumentsDigest: "b5bb9d8014a0f9b1d61e21e796d78dcc", count: 4111111111111111 };
  expect(appended(facts)).toEqual(facts);
});
