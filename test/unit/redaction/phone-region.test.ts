import { getCountries, getExampleNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { likelyRegions } from "../../../sdk/src/redaction/recognisers/phone-region.ts";

const regions = getCountries();

describe("likelyRegions", () => {
  it("leaves out no region in which a number is valid", () => {
    let valid = 0;
    for (const country of regions) {
      const example = getExampleNumber(country, examples);
      if (example === undefined) continue;
      const national = String(example.nationalNumber);
      for (const start of ["", "0", "1", example.countryCallingCode, `00${example.countryCallingCode}`]) {
        const written = `${start} ${national.slice(0, 4)}-${national.slice(4)}`.trim();
        for (const form of [written, `${written} ext 12`, `(${written}`, written.slice(0, -1)]) {
          const [likely] = likelyRegions(form, [country]);
          if (!parsePhoneNumberFromString(form, country)?.isValid()) continue;
          expect(likely, form).toBe(country);
          valid++;
        }
      }
    }
    expect(valid).toBeGreaterThan(2_000);
  });

  it("leaves out most regions, and asks only one of those that dial abroad alike", () => {
    expect(likelyRegions("10 0 7946 095", ["US", "GB", "FR", "ES", "TR"])).toEqual([]);
    expect(likelyRegions("020 7946 0958", ["US", "GB", "FR"])).toEqual(["GB"]);
    expect(likelyRegions("00 44 20 7946 0958", ["US", "GB", "FR", "DE"])).toEqual(["GB"]);
  });
});
