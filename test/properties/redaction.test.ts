import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor } from "../../sdk/src/redaction/index.ts";

const redactor = createRedactor();
const options = { sink: "context" } as const;

const words = fc.constantFrom(
  ..."the invoice of May is due call phone password= token: card number IBAN order ( ) . , - + ext \n".split(
    " ",
  ),
);
const values = fc.constantFrom(
  "bob@example.com",
  "+44 20 7946 0958",
  "(415) 555-2671",
  "4111 1111 1111 1111",
  "DE89 3704 0044 0532 0130 00",
  "536-22-8726",
  "10.0.0.12",
  "hunter2!",
  "k3yx7mQ2r9",
  "[EMAIL]",
  "４１１１１１１１１１１１１１１１",
  "12 34 56 78",
  "Unit 3,",
  "221B Baker Street",
  "Hauptstraße 12",
  ", 10115 Berlin",
);
const texts = fc
  .array(
    fc.tuple(fc.oneof(words, values, fc.string({ maxLength: 6 })), fc.constantFrom(" ", "", "\n", "  ")),
    {
      maxLength: 80,
    },
  )
  .map((parts) => parts.flat().join(""));

const headings = fc.constantFrom(
  ..."ssn|Social Security Number|customerPhone|DOB|name|address|id|password|Mobile|card|notes|NHS number".split(
    "|",
  ),
);
const cells = fc
  .tuple(
    fc.oneof(
      values,
      fc.constantFrom("536228726", "5552671234", "1980-02-01", "12345678", "Mobile", "ssn", "one\n\ntwo", ""),
      fc.constantFrom("536228726bob@example.com", "bob@example.com536228726", "12 Main Street, Springfield"),
      fc.string({ maxLength: 4 }),
      fc.stringMatching(/^[a-z ]{0,120}$/),
    ),
    fc.boolean(),
  )
  .map(([cell, isQuoted]) => (isQuoted ? `"${cell.replaceAll('"', '""')}"` : cell));
const tables = fc
  .tuple(
    fc.constantFrom(",", ";", "\t", "|", " | "),
    fc.array(headings, { minLength: 1, maxLength: 5 }),
    fc.array(fc.array(cells, { maxLength: 6 }), { maxLength: 12 }),
    fc.constantFrom("\n", "\r\n"),
  )
  .map(([delimiter, first, rows, lineEnd]) =>
    [first, ...rows].map((row) => row.join(delimiter)).join(lineEnd),
  );
const documents = fc.oneof(
  texts,
  fc.array(fc.oneof(tables, texts), { maxLength: 3 }).map((parts) => parts.join("\n\n")),
);

describe("redaction", () => {
  it("[G6] is idempotent: redacting twice is redacting once", () => {
    fc.assert(
      fc.property(documents, (text) => {
        const once = redactor.redact(text, options).text;
        expect(redactor.redact(once, options).text).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it("[G6] streams to the same text as the whole, however it is cut", () => {
    fc.assert(
      fc.property(
        documents,
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
        (text, sizes) => {
          const stream = redactor.stream(options);
          let shown = "";
          for (let at = 0, turn = 0; at < text.length; turn++) {
            const size = sizes[turn % sizes.length] as number;
            shown += stream.push(text.slice(at, at + size));
            at += size;
          }
          expect(shown + stream.end()).toBe(redactor.redact(text, options).text);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("has spans in order, in range and outside one another", () => {
    fc.assert(
      fc.property(documents, (text) => {
        let last = 0;
        for (const { start, end } of redactor.redact(text, options).spans) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
