import { createRedactor, type Recogniser, redactStream } from "@sallyport/sdk/redaction";
import { describe, expect, it } from "vitest";

/** A redactor that counts the characters that its recognisers are shown: work, without a clock. */
function countingRedactor() {
  let shown = 0;
  const counting: Recogniser = {
    name: "counting",
    types: ["COUNTED"],
    find({ text }) {
      shown += text.length;
      return [];
    },
  };
  return { redactor: createRedactor({ recognisers: [counting] }), shown: () => shown };
}

const repeated = (seed: string, length: number) =>
  seed.repeat(Math.ceil(length / seed.length)).slice(0, length);

async function streamByCharacter(text: string) {
  const { redactor, shown } = countingRedactor();
  let output = "";
  for await (const piece of redactStream(charactersOf(text), redactor, { sink: "log" })) output += piece;
  return { output, shown: shown(), whole: redactor.redact(text, { sink: "log" }).text };
}

async function* charactersOf(text: string) {
  yield* text;
}

describe("what hostile texts cost", () => {
  for (const seed of ["Bob, 10 0 7946 095", "1 123-45-6789Bob, 1020 7", "://a:", "12 Main Street, ", "%2541"])
    it(`looks at a text full of ${JSON.stringify(seed)} a few times, however long it is`, () => {
      for (const length of [5_000, 20_000]) {
        const { redactor, shown } = countingRedactor();
        redactor.redact(repeated(seed, length), { sink: "log" });
        expect(shown()).toBeLessThan(6 * length);
      }
    });

  it("proposes no more values of a list than the text has, however they are nested in one another", () => {
    for (const unit of ["a", "ab", "é"]) {
      const nested = Array.from({ length: 200 }, (_, index) => unit.repeat(index + 2));
      const redactor = createRedactor({ deny: { NESTED: nested } });
      const text = `${unit.repeat(20_000)} ${unit}`;
      expect(redactor.explain(text, { sink: "log" }).filter(({ type }) => type === "NESTED")).toHaveLength(1);
      expect(redactor.redact(text, { sink: "log" }).text).toBe(`[NESTED] ${unit}`);
    }
  });

  it("doesn't look at a value that goes on and on with every character that comes", async () => {
    const marks = "-----";
    const body = repeated("MIIeowIBaAKCaQeax4fQm5vJ8kq0\n", 6_000);
    const key = `${marks}BEGIN PRIVATE KEY${marks}\n${body}\n${marks}END PRIVATE KEY${marks}\nand so on`;
    const { output, shown, whole } = await streamByCharacter(key);
    expect(output).toBe(whole);
    expect(output).not.toContain("MIIe");
    expect(shown).toBeLessThan(20 * key.length);
  });
});
