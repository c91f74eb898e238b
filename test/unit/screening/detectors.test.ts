import { describe, expect, it } from "vitest";
import { createScreener, listDetectors } from "../../../sdk/src/screening/index.ts";
import { detectorExamples } from "./detector-examples.ts";

const screener = createScreener();
const scoreOf = (detector: string, text: string): number =>
  Math.max(
    0,
    ...screener
      .screen(text, { place: "ingest", trusted: false })
      .reasons.filter((reason) => reason.detector === detector)
      .map(({ score }) => score),
  );
const named = listDetectors().filter(({ id }) => id !== "classifier");

describe("listDetectors", () => {
  it("has examples for every detector and for no other", () => {
    expect(Object.keys(detectorExamples).sort()).toEqual(named.map(({ id }) => id).sort());
  });

  it.each(named)(
    "describes $id in one sentence, with a version and an OWASP id",
    ({ message, version, owasp }) => {
      expect(message).toMatch(/^[A-Z][^.]*\.$/);
      expect(version).toBeGreaterThanOrEqual(1);
      expect(owasp).toMatch(/^(?:LLM|ASI)\d{2}$/);
    },
  );
});

describe.each(Object.entries(detectorExamples))("%s", (id, { attacks, twins }) => {
  it.each(attacks)("finds %j", (text) => {
    expect(scoreOf(id, text)).toBeGreaterThanOrEqual(0.2);
  });

  it.each(twins)("leaves %j alone", (text) => {
    expect(scoreOf(id, text)).toBeLessThanOrEqual(0.3);
    expect(screener.screen(text, { place: "ingest", trusted: false }).verdict).toBe("clean");
  });
});
