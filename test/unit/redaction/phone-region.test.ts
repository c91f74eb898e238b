import { describe, expect, it } from "vitest";
import {
  isInternational,
  likelyRegions,
  regionOf,
} from "../../../sdk/src/redaction/recognisers/phone-region.ts";

/** As each country writes them: with and without trunk prefixes, shared calling codes, prefixes that are rewritten. */
const written = {
  US: ["(201) 555-0123", "201-555-0123"],
  CA: ["(506) 234-5678"],
  GB: ["020 7946 0958", "0121 234 5678", "07400 123456"],
  JE: ["07797 712345"],
  DE: ["030 123456", "01512 3456789"],
  FR: ["01 23 45 67 89", "06 12 34 56 78"],
  IT: ["02 1234 5678", "312 345 6789"],
  ES: ["810 12 34 56", "612 34 56 78"],
  AU: ["(02) 1234 5678", "0412 345 678"],
  HU: ["(06 1) 234 5678"],
  RU: ["8 (301) 123-45-67"],
  BR: ["(11) 2345-6789", "(11) 96123-4567"],
  AR: ["011 2345-6789"],
  TR: ["(0212) 345 67 89"],
  PH: ["(02) 3234 5678", "0905 123 4567"],
  JP: ["03-1234-5678"],
} as const;

describe("regionOf", () => {
  it.each(Object.entries(written))(
    "knows the numbers of %s as people there write them",
    (country, numbers) => {
      for (const number of numbers)
        for (const form of [number, `${number} ext 12`])
          expect(regionOf(form, [country as keyof typeof written]), form).toBe(country);
    },
  );

  it("takes a number in other groups, or of other digits, for none of theirs", () => {
    expect(regionOf("06 12 34 56 78", ["GB", "FR"])).toBe("FR");
    expect(regionOf("61 2 345 678", ["GB", "FR"])).toBeUndefined();
    expect(regionOf("00 12 34 56 78", ["GB", "FR"])).toBeUndefined();
  });
});

describe("likelyRegions", () => {
  it("leaves out most regions, and a number that is dialled abroad, which is no region's", () => {
    expect(likelyRegions("10 0 7946 095", ["US", "GB", "FR", "ES", "TR"])).toEqual([]);
    expect(likelyRegions("020 7946 0958", ["US", "GB", "FR"])).toEqual(["GB"]);
    expect(likelyRegions("00 44 20 7946 0958", ["US", "GB", "FR", "DE"])).toEqual([]);
  });
});

describe("isInternational", () => {
  it.each([
    "+44 20 7946 0958",
    "+44 (0)20 7946 0958",
    "+1 201-555-0123 x12",
    "+800 1234 5678",
    "+39 02 1234 5678",
  ])("knows whom %s calls", (number) => {
    expect(isInternational(number)).toBe(true);
  });

  it.each(["+44 20 7946 095", "+999 20 7946 0958", "+00 20 7946 0958", "+1 101-555-0123", "+800 1234 567"])(
    "calls nobody with %s",
    (number) => {
      expect(isInternational(number)).toBe(false);
    },
  );
});
