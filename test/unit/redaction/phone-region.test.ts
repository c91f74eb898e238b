import { getCountries, getExampleNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { likelyRegions, regionOf } from "../../../sdk/src/redaction/recognisers/phone-region.ts";

describe("regionOf", () => {
  it("knows every country's numbers as that country writes them", () => {
    let valid = 0;
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples);
      if (example === undefined) continue;
      const national = example.formatNational();
      for (const written of [national, `${national} ext 12`, `00${example.formatInternational().slice(1)}`]) {
        if (!parsePhoneNumberFromString(written, country)?.isValid()) continue;
        expect(regionOf(written, [country]), `${country} ${written}`).toBe(country);
        valid++;
      }
    }
    expect(valid).toBeGreaterThan(600);
  });

  it("takes a number in other groups, or of other digits, for none of theirs", () => {
    expect(regionOf("06 12 34 56 78", ["GB", "FR"])).toBe("FR");
    expect(regionOf("61 2 345 678", ["GB", "FR"])).toBeUndefined();
    expect(regionOf("00 12 34 56 78", ["GB", "FR"])).toBeUndefined();
  });
});

describe("likelyRegions", () => {
  it("leaves out most regions, and asks only one of those that dial abroad alike", () => {
    expect(likelyRegions("10 0 7946 095", ["US", "GB", "FR", "ES", "TR"])).toEqual([]);
    expect(likelyRegions("020 7946 0958", ["US", "GB", "FR"])).toEqual(["GB"]);
    expect(likelyRegions("00 44 20 7946 0958", ["US", "GB", "FR", "DE"])).toEqual(["GB"]);
  });
});
