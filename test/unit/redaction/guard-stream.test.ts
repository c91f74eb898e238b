import { describe, expect, it } from "vitest";
import {
  createCanary,
  createRedactor,
  type DataLossRule,
  type DataLossVerdict,
  guardStream,
} from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor();
const padding =
  "The committee met on time and went through the agenda without further remarks from anybody. ";

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function guarded(
  text: string,
  rules: readonly DataLossRule[],
  { size = 5, canaries = [] as { id: string; value: string }[] } = {},
) {
  const verdicts: DataLossVerdict[] = [];
  let shown = "";
  const onStop = (verdict: DataLossVerdict) => void verdicts.push(verdict);
  const options = { sink: "answer", redactor, rules, canaries, onStop } as const;
  for await (const piece of guardStream(inPieces(text, size), options)) shown += piece;
  return { shown, verdicts };
}

const threeAddresses: DataLossRule = { id: "export", types: ["EMAIL"], atLeast: 3, action: "block" };
const mail = (name: string) => `${name}@example.com`;

describe("guardStream", () => {
  it.each([1, 7, 64, 10_000])(
    "[G6] redacts as the whole text when no rule stops it, in pieces of %i",
    async (size) => {
      const text = `${padding}Write to ${mail("ana")} or call +44 20 7946 0958. ${padding}`;
      const { shown, verdicts } = await guarded(text, [threeAddresses], { size });
      expect(shown).toBe(redactor.redact(text, { sink: "answer" }).text);
      expect(verdicts).toEqual([]);
    },
  );

  it.each([1, 7, 64, 10_000])(
    "[G6] ends before the value too many is shown, in pieces of %i",
    async (size) => {
      const text = `${padding}${mail("ana")} ${padding.repeat(8)}${mail("ben")} ${padding}${mail("cy")} THE REST ${padding}`;
      const { shown, verdicts } = await guarded(text, [threeAddresses], { size });
      expect(shown).not.toContain("THE REST");
      expect(verdicts).toMatchObject([{ action: "block", reasons: [{ rule: "export" }] }]);
    },
  );

  it("counts a value once, however often it comes and however it is cut", async () => {
    const text = `${mail("ana")} ${padding}`.repeat(12);
    for (const size of [1, 3, 11])
      expect((await guarded(text, [threeAddresses], { size })).verdicts).toEqual([]);
  });

  it("[G6] raises the alarm for a canary in any spacing, before it is shown", async () => {
    const canary = createCanary("payroll");
    const spaced = [...canary.value.toLowerCase()].join(" ");
    const { shown, verdicts } = await guarded(`${padding}${spaced} ${padding}`, [], { canaries: [canary] });
    expect(verdicts).toMatchObject([{ action: "block", reasons: [{ rule: "canary:payroll" }] }]);
    expect(shown).not.toContain(spaced.slice(0, 12));
  });

  it("stops to ask, and cancels what it reads from", async () => {
    let isCancelled = false;
    async function* endless() {
      try {
        for (;;) yield `${mail("ana")} ${padding}`;
      } finally {
        isCancelled = true;
      }
    }
    const ask: DataLossRule = { id: "one", types: ["EMAIL"], action: "ask" };
    for await (const _ of guardStream(endless(), { sink: "answer", redactor, rules: [ask] }));
    expect(isCancelled).toBe(true);
  });

  it("leaves rules for other sinks alone", async () => {
    const elsewhere: DataLossRule = { id: "x", types: ["*"], sinks: ["log"], action: "block" };
    expect((await guarded(`${mail("ana")} ${padding}`, [elsewhere])).verdicts).toEqual([]);
  });
});
