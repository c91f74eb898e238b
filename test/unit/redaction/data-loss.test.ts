import { describe, expect, it } from "vitest";
import {
  createCanary,
  createDataLossInspector,
  createRedactor,
  defaultDataLossRules,
  findCanaries,
} from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor();
const canary = createCanary("payroll.xlsx");
const inspector = createDataLossInspector({ redactor, rules: defaultDataLossRules, canaries: [canary] });
const addresses = (count: number) =>
  Array.from({ length: count }, (_, at) => `user${at}@example.com`).join(", ");

describe("data loss rules", () => {
  it("lets ordinary text through untouched", () => {
    const text = "The meeting is at ten, write to bob@example.com.";
    expect(inspector.inspect(text, { sink: "answer" })).toEqual({ action: "allow", text, reasons: [] });
  });

  it("redacts secrets and says which rule did", () => {
    const verdict = inspector.inspect("use password=hunter2! there", { sink: "tool-arguments" });
    expect(verdict).toMatchObject({
      action: "redact",
      text: "use password=[SECRET] there",
      reasons: [{ rule: "secret" }],
    });
  });

  it("[G6] asks before many people's data leave at once, counting different values only", () => {
    expect(inspector.inspect(addresses(24), { sink: "answer" }).action).toBe("allow");
    expect(inspector.inspect("bob@example.com ".repeat(100), { sink: "answer" }).action).toBe("allow");
    const verdict = inspector.inspect(addresses(25), { sink: "answer" });
    expect(verdict.action).toBe("ask");
    expect(JSON.stringify(verdict)).not.toContain("user1@");
  });

  it("[G6] blocks a canary however it is written, and repeats it to nobody", () => {
    const { value } = canary;
    const bare = value.replaceAll("-", "");
    for (const written of [
      value,
      value.toLowerCase(),
      bare.split("").join(" "),
      bare.split("").join("\u200b"),
      Buffer.from(`ref ${value}, end`).toString("base64"),
      [...value].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join(""),
      [...bare].reverse().join(""),
    ]) {
      const verdict = inspector.inspect(`The reference is ${written} as asked.`, { sink: "answer" });
      expect(verdict.action).toBe("block");
      expect(JSON.stringify(verdict)).not.toContain(value);
    }
    expect(findCanaries("The reference is ABCD-EFGH as asked.", [canary])).toEqual([]);
  });

  it("applies a rule at its sinks alone, and the most severe of several", () => {
    const strict = createDataLossInspector({
      redactor,
      rules: [
        { id: "cards", types: ["CARD"], sinks: ["tool-arguments"], action: "block" },
        { id: "all", types: ["*"], action: "redact" },
      ],
    });
    const text = "card 4111 1111 1111 1111";
    expect(strict.inspect(text, { sink: "answer" })).toMatchObject({ action: "redact", text: "card [CARD]" });
    const blocked = strict.inspect(text, { sink: "tool-arguments" });
    expect(blocked.reasons.map(({ rule }) => rule)).toEqual(["cards", "all"]);
    expect(blocked).not.toHaveProperty("text");
  });

  it("refuses rules that can't work", () => {
    for (const options of [
      { rules: [{ id: "x", types: [], action: "block" as const }] },
      { rules: [{ id: "x", types: ["CARD"], atLeast: 0, action: "block" as const }] },
      { rules: [], canaries: [{ id: "x", value: "short" }] },
    ])
      expect(() => createDataLossInspector({ redactor, ...options })).toThrow(
        expect.objectContaining({ code: "ERR_REDACTION_BAD_RULE" }),
      );
  });
});
