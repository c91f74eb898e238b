import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, offsetsBefore } from "../../../sdk/src/redaction/edits.ts";
import type { Finding } from "../../../sdk/src/redaction/finding.ts";
import { Keywords } from "../../../sdk/src/redaction/keywords.ts";
import { decodeModel } from "../../../sdk/src/redaction/names/model-file.ts";
import { resolveOverlaps } from "../../../sdk/src/redaction/resolve.ts";
import { foldedView } from "../../../sdk/src/redaction/view.ts";

const finding = (
  start: number,
  end: number,
  type: string,
  evidence: Finding["evidence"],
  score = 0.9,
): Finding => ({
  start,
  end,
  type,
  evidence,
  score,
  recogniser: type.toLowerCase(),
  why: [],
});
const shown = (findings: readonly Finding[]) =>
  findings.map(({ type, start, end }) => `${type} ${start}-${end}`);

describe("resolveOverlaps", () => {
  it("lets stronger evidence win and keeps what it leaves uncovered", () => {
    expect(
      shown(resolveOverlaps([finding(0, 10, "PHONE", "structured"), finding(4, 8, "CARD", "checksum")])),
    ).toEqual(["PHONE 0-4", "CARD 4-8", "PHONE 8-10"]);
  });

  it("prefers known values to secrets, secrets to checksums, checksums to formats, formats to context and names", () => {
    const evidences = ["name", "contextual", "structured", "checksum", "secret", "known"] as const;
    const all = evidences.map((evidence, at) => finding(0, 5, `T${at}`, evidence, 1 - at / 10));
    expect(shown(resolveOverlaps(all))).toEqual(["T5 0-5"]);
  });

  it("joins touching pieces of one type", () => {
    expect(
      shown(resolveOverlaps([finding(0, 6, "EMAIL", "structured"), finding(3, 9, "EMAIL", "contextual")])),
    ).toEqual(["EMAIL 0-9"]);
  });

  it("covers every character that any finding covered, once", () => {
    const findings = fc.array(
      fc
        .tuple(
          fc.nat(40),
          fc.integer({ min: 1, max: 20 }),
          fc.constantFrom("A", "B", "C"),
          fc.constantFrom("name", "structured", "secret"),
        )
        .map(([start, length, type, evidence]) =>
          finding(start, start + length, type, evidence as Finding["evidence"]),
        ),
    );
    fc.assert(
      fc.property(findings, (given) => {
        const covered = (list: readonly Finding[]) =>
          list
            .flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at))
            .sort((a, b) => a - b);
        expect(covered(resolveOverlaps(given))).toEqual([...new Set(covered(given))]);
      }),
    );
  });
});

describe("Keywords", () => {
  it("finds the same words as searching for each, whatever overlaps", () => {
    const words = fc.uniqueArray(fc.stringMatching(/^[abé]{1,4}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, fc.stringMatching(/^[abéAB ]{0,60}$/), (list, text) => {
        const lower = text.toLowerCase();
        const expected = list.flatMap((word) =>
          Array.from({ length: lower.length }, (_, at) => at)
            .filter((at) => lower.startsWith(word, at))
            .map((at) => `${word}@${at}`),
        );
        const hits = new Keywords(list).find(text).map(({ word, start }) => `${word}@${start}`);
        expect(hits.sort()).toEqual(expected.sort());
      }),
    );
  });
});

describe("foldedView", () => {
  it("takes every range back to whole characters of the original", () => {
    const text = "a\u200b４\u{1d7d2}\u00a0ﬁx é";
    const view = foldedView(text);
    expect(view.text).toBe("a44 fix é");
    expect(text.slice(...view.originalRange(1, 3))).toBe("４\u{1d7d2}");
    expect(text.slice(...view.originalRange(4, 5))).toBe("ﬁ");
  });

  it("folds alike whole and in pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (pieces) => {
        expect(foldedView(pieces.join("")).text).toBe(pieces.map((piece) => foldedView(piece).text).join(""));
      }),
    );
  });
});

describe("offsetsBefore", () => {
  it("is the way back through replacements", () => {
    const edits = [
      { start: 2, end: 4, replacement: "[X]" },
      { start: 6, end: 9, replacement: "" },
    ];
    expect(applyEdits("ab12cd345ef", edits)).toBe("ab[X]cdef");
    const before = offsetsBefore(edits);
    expect([0, 5, 8].map(before)).toEqual([0, 4, 10]);
  });
});

describe("decodeModel", () => {
  it("refuses another file, and one cut short", () => {
    expect(() => decodeModel(Buffer.from("something else entirely"))).toThrow(RangeError);
    expect(() => decodeModel(Buffer.concat([Buffer.from("SPNAMES1"), Buffer.alloc(12, 7)]))).toThrow(
      RangeError,
    );
  });
});
