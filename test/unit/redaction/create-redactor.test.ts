import { describe, expect, it } from "vitest";
import { createRedactor, defaultRedactionPolicy } from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor();
const inContext = (text: string) => redactor.redact(text, { sink: "context" }).text;

describe("redact", () => {
  it.each([
    ["Write to jane.o'neil+tag@example.com today", "Write to [EMAIL] today"],
    ["Call +44 20 7946 0958 or (415) 555-2671 ext 12.", "Call [PHONE] or [PHONE]."],
    ["Card 4111-1111-1111-1111, exp 12/27", "Card [CARD], exp 12/27"],
    ["IBAN DE89 3704 0044 0532 0130 00.", "IBAN [IBAN]."],
    ["SSN 536-22-8726", "SSN [US_SSN]"],
    ["from 10.0.0.12:5432 and 2001:db8::1", "from [IP]:5432 and [IP]"],
    ["password=hunter2! and api_key: 'k3yx7mQ2r9'", "password=[SECRET] and api_key: '[SECRET]'"],
    ["postgres://app:pa55phrase@db.internal/app", "postgres://app:[SECRET]@db.internal/app"],
  ])("replaces each value by its type: %s", (text, expected) => {
    expect(inContext(text)).toBe(expected);
  });

  it.each([
    "Card 4111-1111-1111-1112 fails Luhn",
    "built at 20210405123459, module v0.0.0-20190308221718-c2843e01d9a2",
    "release v1.2.3.4 of lodash@4.17.21",
    "on 2024-03-01 and 01/02/2024, from 1990 - 1995",
    "IBAN DE89 3704 0044 0532 0130 01 has a wrong checksum",
    "the password is wrong; password: <your password>; token = process.env.TOKEN",
    "git clone git@github.com:acme/repo",
  ])("leaves alone what only looks like one: %s", (text) => {
    expect(inContext(text)).toBe(text);
  });

  it("[G6] sees through full-width digits, other scripts' digits, hidden characters and hard spaces", () => {
    expect(inContext("４１１１ １１１１ １１１１ １１１１")).toBe("[CARD]");
    expect(inContext("4111\u00a01111\u00a01111\u00a01111")).toBe("[CARD]");
    expect(inContext("ja\u200bne@exa\u00admple.com")).toBe("[EMAIL]");
    expect(inContext("user＠example.com")).toBe("[EMAIL]");
    expect(inContext("DE٨٩ 3704 0044 0532 0130 00")).toBe("[IBAN]");
  });

  it("reports spans by the original's offsets, without the value", () => {
    const text = "\u200bto ja\u200bne@example.com now";
    const { spans } = redactor.redact(text, { sink: "context" });
    expect(spans).toHaveLength(1);
    expect(text.slice(spans[0]?.start, spans[0]?.end)).toBe("ja\u200bne@example.com");
    expect(JSON.stringify(spans)).not.toContain("example");
  });

  it("masks on approval cards, but never a secret", () => {
    const text = "Pay DE89370400440532013000, write bob@example.com, password=hunter2!";
    expect(redactor.redact(text, { sink: "card" }).text).toBe(
      "Pay ••••••••••••••••••3000, write b•••@example.com, password=[SECRET]",
    );
  });

  it("keeps what the reader is entitled to, and secrets from everybody", () => {
    const reader = {
      type: "user",
      id: "u1",
      tenant: "acme",
      roles: ["payroll"],
      groups: [],
      clearance: "restricted",
    } as const;
    const entitled = createRedactor({
      policy: defaultRedactionPolicy({
        isEntitled: ({ reader, type }) => type === "IBAN" && reader.roles.includes("payroll"),
      }),
    });
    const text = "DE89370400440532013000 bob@example.com password=hunter2!";
    expect(entitled.redact(text, { sink: "answer", reader }).text).toBe(
      "DE89370400440532013000 [EMAIL] password=[SECRET]",
    );
    expect(entitled.redact(text, { sink: "log", reader }).text).toBe("[IBAN] [EMAIL] password=[SECRET]");
  });

  it("[G8] refuses to pass a text on when a recogniser fails", () => {
    const broken = createRedactor({
      recognisers: [
        {
          name: "broken",
          types: ["BADGE"],
          find: () => {
            throw new Error("boom");
          },
        },
      ],
    });
    expect(() => broken.redact("anything", { sink: "context" })).toThrow(
      expect.objectContaining({ code: "ERR_REDACTION_RECOGNISER" }),
    );
  });
});

describe("redactJson", () => {
  it("redacts strings, numbers and keys, and keeps the shape", () => {
    const value = {
      user: { email: "a@example.com", ssn: 536228726, age: 41 },
      "b@example.com": [true, null, "x"],
    };
    expect(redactor.redactJson(value, { sink: "tool-result" })).toEqual({
      user: { email: "[EMAIL]", ssn: "[US_SSN]", age: 41 },
      "[EMAIL]": [true, null, "x"],
    });
  });

  it("hides the whole value of a field that is named like a secret", () => {
    expect(redactor.redactJson({ dbPassword: "two words", token_count: 5 }, { sink: "log" })).toEqual({
      dbPassword: "[SECRET]",
      token_count: 5,
    });
  });

  it("keeps both values when two keys become one, and is not confused by __proto__", () => {
    const value = JSON.parse(
      '{"a@example.com": 1, "b@example.com": 2, "__proto__": {"mail": "c@example.com"}}',
    );
    const redacted = redactor.redactJson(value, { sink: "log" });
    expect(JSON.stringify(redacted)).toBe('{"[EMAIL]":1,"[EMAIL] 2":2,"__proto__":{"mail":"[EMAIL]"}}');
  });

  it("refuses what is not JSON", () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    for (const value of [cycle, { at: new Date() }, { n: 1n }, [() => 1]])
      expect(() => redactor.redactJson(value, { sink: "log" })).toThrow(
        expect.objectContaining({ code: "ERR_REDACTION_NOT_JSON" }),
      );
  });
});

describe("cards among other digits", () => {
  it.each([
    ["4111 1111 1111 1111 123", "[CARD] 123"],
    ["4111 1111 1111 1111 12/27", "[CARD] 12/27"],
    ["no. 12 5500 0000 0000 0004 4111 1111 1111 1111", "no. 12 [CARD] [CARD]"],
  ])("finds each: %s", (text, expected) => {
    expect(inContext(text)).toBe(expected);
  });
});
