import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  createRedactor,
  guardStream,
  openVault,
  redactStream,
  type TokenScope,
} from "../../sdk/src/redaction/index.ts";
import { openStorage } from "../../sdk/src/storage/index.ts";

const redactor = createRedactor({ policy: { operatorFor: () => "tokenise" } });
const options = { sink: "context" } as const;

let tokens: TokenScope;
beforeAll(async () => {
  const key = { id: "k", bytes: randomBytes(32) };
  const vault = openVault({ storage: await openStorage(":memory:"), key });
  tokens = await vault.scope({ tenant: "acme", scope: "properties" });
});

const texts = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(
          ...["the invoice is due", "ask Ida Larsen in Bergen", "bob@example.com", "+44 20 7946 0958"],
          ...["4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00", "10.0.0.12", "[IBAN]", "[[IBAN_", "]]"],
        ),
        fc.string({ maxLength: 6 }),
      ),
      fc.constantFrom(" ", "\n", ", ", ""),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.flat().join(""));
const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 });

async function* cut(text: string, pieces: readonly number[]): AsyncGenerator<string> {
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = pieces[turn % pieces.length] as number;
    yield text.slice(at, at + size);
    at += size;
  }
}

async function whole(stream: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of stream) text += piece;
  return text;
}

describe("restoring", () => {
  it("[G6] undoes redaction, whole and streamed, however both are cut", async () => {
    await fc.assert(
      fc.asyncProperty(texts, sizes, sizes, async (text, first, second) => {
        const redacted = redactor.redact(text, { ...options, tokens }).text;
        expect((await tokens.restore(redacted)).text).toBe(text);
        const streamed = await whole(redactStream(cut(text, first), redactor, { ...options, tokens }));
        expect(streamed).toBe(redacted);
        expect(await whole(tokens.restoreStream(cut(streamed, second)))).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  it("[G6] undoes redaction of JSON: what was a number is one again", async () => {
    const leaf = fc.oneof(
      texts,
      fc.constantFrom(4111111111111111, 12025550123, 32456789, 0, -1.5, true, null),
      fc.integer(),
    );
    const values = fc.dictionary(
      fc.constantFrom("card", "phone", "note", "account number", "a"),
      fc.array(leaf),
    );
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const hidden = redactor.redactJson(value, { ...options, tokens });
        expect(await tokens.restoreJson(hidden)).toEqual(value);
      }),
      { numRuns: 150 },
    );
  });

  it("[G6] guards a stream to the same text as redacting it, when no rule speaks", async () => {
    await fc.assert(
      fc.asyncProperty(texts, sizes, async (text, pieces) => {
        const guard = { ...options, tokens, redactor, rules: [] };
        const guarded = await whole(guardStream(cut(text, pieces), guard));
        expect(guarded).toBe(redactor.redact(text, { ...options, tokens }).text);
      }),
      { numRuns: 100 },
    );
  });
});
