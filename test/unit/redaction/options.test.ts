import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createPseudonyms, createRedactor, patternRecogniser } from "../../../sdk/src/redaction/index.ts";

const context = { sink: "context" } as const;

describe("createRedactor's options", () => {
  it("finds a caller's own identifiers by RE2 patterns, with words of context and a check", () => {
    const redactor = createRedactor({
      recognisers: [
        patternRecogniser({ name: "project", type: "PROJECT_CODE", patterns: ["\\bprj-(\\d{4})\\b"] }),
        patternRecogniser({
          name: "badge",
          type: "BADGE",
          patterns: ["\\b[A-Z]\\d{5}\\b"],
          words: ["badge"],
          isValid: (value) => value !== "X00000",
        }),
      ],
    });
    expect(
      redactor.redact(
        "prj-1234, badge A12345; much further down there is the spare part B12345 on its shelf, and then badge X00000",
        context,
      ).text,
    ).toBe(
      "prj-[PROJECT_CODE], badge [BADGE]; much further down there is the spare part B12345 on its shelf, and then badge X00000",
    );
  });

  it("refuses patterns that can't be run in linear time, types that can't be placeholders, and empty matches", () => {
    for (const [type, pattern] of [
      ["X", "(a)\\1"],
      ["X", "(?=a)"],
      ["X", "a*"],
      ["lower", "a"],
      ["X", "["],
    ] as const)
      expect(() => patternRecogniser({ name: "n", type, patterns: [pattern] })).toThrow(
        expect.objectContaining({ code: "ERR_REDACTION_BAD_PATTERN" }),
      );
  });

  it("always finds known values, in any case and encoding, and lets them win", () => {
    const redactor = createRedactor({ deny: { CUSTOMER: ["Carrick Vane"], SECRET: ["opensesame-42"] } });
    const encoded = Buffer.from("the key is opensesame-42!").toString("base64");
    expect(redactor.redact(`carrick vane wrote OpenSesame-42, that is ${encoded}`, context).text).toBe(
      "[CUSTOMER] wrote [SECRET], that is [SECRET]",
    );
  });

  it("keeps allowed values, but never secrets", () => {
    const redactor = createRedactor({ allow: ["help@example.com", "hunter2!"] });
    expect(redactor.redact("help@example.com bob@example.com password=hunter2!", context).text).toBe(
      "help@example.com [EMAIL] password=[SECRET]",
    );
  });

  it("raises and lowers thresholds per type, and strengthens by a caller's words of context", () => {
    const bare = "555 123-4567 4155552671";
    expect(createRedactor({ thresholds: { EMAIL: 0.99 } }).redact("bob@example.com", context).text).toBe(
      "bob@example.com",
    );
    expect(createRedactor().redact(bare, context).text).toContain("4155552671");
    expect(createRedactor({ thresholds: { PHONE: 0.4 } }).redact(bare, context).text).not.toContain(
      "4155552671",
    );
    const contextual = createRedactor({ contextWords: { PHONE: ["durchwahl"] } });
    expect(contextual.redact("Durchwahl 4155552671", context).text).toBe("Durchwahl [PHONE]");
  });

  it("hashes with a key: the same value alike, unlike under another key", () => {
    const policy = { operatorFor: () => "hash" as const };
    const [one, two] = [randomBytes(32), randomBytes(32)].map((hashKey) =>
      createRedactor({ policy, hashKey }),
    );
    const text = "bob@example.com, bob@example.com, eve@example.com";
    const hashed = one!.redact(text, context).text;
    const [first, second, third] = hashed.split(", ");
    expect(first).toMatch(/^\[EMAIL:[0-9a-f]{16}\]$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(two!.redact(text, context).text).not.toBe(hashed);
    expect(() => createRedactor({ hashKey: randomBytes(8) })).toThrow(
      expect.objectContaining({ code: "ERR_REDACTION_HASH_KEY" }),
    );
  });

  it("gives people the same pseudonym throughout a session, by full name or part of it", () => {
    const redactor = createRedactor({
      policy: { operatorFor: ({ type }) => (type === "PERSON" ? "pseudonymise" : "keep") },
    });
    const options = { ...context, pseudonyms: createPseudonyms() };
    expect(redactor.redact("David Johnson owes Angela Merkel money.", options).text).toBe(
      "[PERSON_1] owes [PERSON_2] money.",
    );
    expect(redactor.redact("Please ask Angela Merkel or Mr. Johnson about it.", options).text).toContain(
      "[PERSON_2]",
    );
    expect(redactor.redact("Please ask Angela Merkel or Mr. Johnson about it.", options).text).toMatch(
      /\[PERSON_1\] about/,
    );
  });

  it("fails rather than improvise when policy asks for what the options lack", () => {
    for (const operator of ["tokenise", "hash", "pseudonymise"] as const)
      expect(() =>
        createRedactor({ policy: { operatorFor: () => operator } }).redact("bob@example.com", context),
      ).toThrow(expect.objectContaining({ code: "ERR_REDACTION_OPERATOR_UNAVAILABLE" }));
  });

  it("explains what was found by whom, why, and what became of it, without the value", () => {
    const explained = createRedactor({ allow: ["help@example.com"] }).explain(
      "Card 4111 1111 1111 1111, help@example.com, from https://x:sesame99@example.com/",
      { sink: "context" },
    );
    expect(explained).toContainEqual(
      expect.objectContaining({
        type: "CARD",
        recogniser: "card",
        why: ["issuer visa", "Luhn"],
        outcome: "redacted",
        reason: "replace",
      }),
    );
    expect(explained).toContainEqual(
      expect.objectContaining({ type: "EMAIL", outcome: "rejected", reason: "on the allow list" }),
    );
    expect(explained).toContainEqual(expect.objectContaining({ type: "URL", outcome: "kept" }));
    expect(JSON.stringify(explained)).not.toMatch(/4111|sesame/);
  });
});
