import { describe, expect, it } from "vitest";
import type { Principal } from "../../../sdk/src/identity/index.ts";
import {
  createRedactor,
  defaultRedactionPolicy,
  type RedactionPolicy,
  type RedactionSubject,
} from "../../../sdk/src/redaction/index.ts";

const ana: Principal = {
  ...{ type: "user", id: "ana", tenant: "acme", roles: [], groups: [] },
  clearance: "internal",
};
const text = "Pay DE89 3704 0044 0532 0130 00.";

/** Reveals everything but secrets to whoever `sees` admits, and counts how often it was asked about accounts. */
function counting(sees: (subject: RedactionSubject) => boolean, revision?: () => string) {
  const asked = { times: 0 };
  const policy: RedactionPolicy = {
    operatorFor(subject) {
      if (subject.type === "IBAN") asked.times++;
      return sees(subject) ? "keep" : "replace";
    },
  };
  if (revision) Object.defineProperty(policy, "revision", { get: revision });
  return { asked, redactor: createRedactor({ policy }) };
}

describe("what a redactor remembers of its policy", () => {
  it("asks a policy without a revision again for every call", () => {
    let open = true;
    const { asked, redactor } = counting(() => open);
    expect(redactor.redact(text, { sink: "answer", reader: ana }).text).toBe(text);
    open = false;
    expect(redactor.redact(text, { sink: "answer", reader: ana }).text).toBe("Pay [IBAN].");
    expect(asked.times).toBe(2);
  });

  it("asks one with a revision once, until that changes", () => {
    let revision = "1";
    const { asked, redactor } = counting(
      () => revision === "1",
      () => revision,
    );
    for (let call = 0; call < 3; call++)
      expect(redactor.redact(text, { sink: "answer", reader: ana }).text).toBe(text);
    expect(asked.times).toBe(1);
    revision = "2";
    expect(redactor.redact(text, { sink: "answer", reader: ana }).text).toBe("Pay [IBAN].");
  });

  it("[G6] tells readers, sinks, classifications and recipients apart", () => {
    const { redactor } = counting(
      ({ reader, sink, classification, recipient }) =>
        reader === ana && sink === "answer" && classification === "internal" && recipient === undefined,
      () => "1",
    );
    const allowed = { sink: "answer", reader: ana, classification: "internal" } as const;
    const { reader: _, ...anonymous } = allowed;
    for (let round = 0; round < 2; round++) {
      expect(redactor.redact(text, allowed).text).toBe(text);
      for (const other of [
        anonymous,
        { ...allowed, reader: { ...ana } },
        { ...allowed, sink: "context" as const },
        { ...allowed, classification: "restricted" as const },
        { ...allowed, recipient: "undefined" },
        { ...allowed, recipient: "" },
      ])
        expect(redactor.redact(text, other).text).toBe("Pay [IBAN].");
    }
  });

  it("asks a caller's entitlements every time: they may end at any moment", () => {
    const entitled = new Set(["ana"]);
    const redactor = createRedactor({
      policy: defaultRedactionPolicy({ isEntitled: ({ reader }) => entitled.has(reader.id) }),
    });
    expect(redactor.redact(text, { sink: "answer", reader: ana }).text).toBe(text);
    entitled.clear();
    expect(redactor.redact(text, { sink: "answer", reader: ana }).text).toBe("Pay [IBAN].");
  });
});
