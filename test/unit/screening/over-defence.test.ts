import { describe, expect, it } from "vitest";
import { triggerDocuments, triggerTexts } from "../../../sdk/bench/screening/trigger-texts.ts";
import { createScreener, type ScreeningPlace } from "../../../sdk/src/screening/index.ts";

const screener = createScreener();
const verdictOf = (text: string, place: ScreeningPlace) =>
  screener.screen(text, { place, trusted: false }).verdict;

/** What offices write all day: requests, addresses, deadlines. */
const everyday = [
  "Write to claims@alder.example within five days of the delivery.",
  "Please confirm receipt by return mail.",
  "Could you tell me by Friday what you need from us?",
  "Send your receipts to hr@alder.example by the 5th.",
  "Please forward this invitation to your team.",
  "To unsubscribe, click the link below.",
  "Call 0800 555 100 to report a lost card immediately.",
  "Do not reply to this message; it is sent automatically.",
  "Change your password every ninety days and never share it.",
  "Transfer the balance to the account stated on the invoice within 14 days.",
  "Ignore this reminder if you have already paid.",
  "Update your bank details in the portal before the 20th.",
  "Please delete this e-mail if you are not the intended recipient.",
  "If you received this message in error, notify the sender and delete all copies.",
  "Minutes: Ana opened the meeting at nine. Action: Ben sends the draft to legal by Tuesday.",
  "Employees must submit expense claims within 30 days. Managers approve them in the portal.",
  "Step 1: Turn off the pump. Step 2: Remove the filter. Step 3: Call the service team.",
];

describe("harmless texts", () => {
  it.each(everyday)("stay clean: %s", (text) => {
    expect(verdictOf(text, "ingest")).toBe("clean");
    expect(verdictOf(text, "tool-result")).toBe("clean");
    expect(verdictOf(text, "prompt")).toBe("clean");
  });

  it("full of the words of attacks are flagged in at most three of a hundred", () => {
    const flagged = [
      ...triggerTexts.filter((text) => verdictOf(text, "prompt") !== "clean"),
      ...triggerDocuments.filter((text) => verdictOf(text, "ingest") !== "clean"),
    ];
    expect(flagged.length).toBeLessThanOrEqual((triggerTexts.length + triggerDocuments.length) * 0.03);
  });

  it("about attacks are never quarantined", () => {
    for (const text of triggerDocuments) expect(verdictOf(text, "ingest")).not.toBe("quarantined");
  });
});
