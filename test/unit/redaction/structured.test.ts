import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor();
const found = (text: string, type: string) =>
  redactor
    .find(text)
    .filter((finding) => finding.type === type)
    .map(({ start, end }) => text.slice(start, end));

/** The digits with Luhn's check digit behind them. */
function withCheckDigit(digits: string): string {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][+digit]! * +(index % 2 === 0), 0);
  const others = [...digits]
    .reverse()
    .reduce((total, digit, index) => total + +digit * +(index % 2 === 1), 0);
  return digits + ((10 - ((sum + others) % 10)) % 10);
}
const inFours = (digits: string, separator: string) => digits.replace(/(.{4})(?=.)/g, `$1${separator}`);

describe("cards", () => {
  it.each([
    ["Visa of 13 digits", "400000000000"],
    ["JCB of 15 digits", "21310000000000"],
    ["an early JCB", "308812345678901"],
    ["an airline's", "12200000000000"],
    ["Maestro of 12 digits", "50180000000"],
    ["Diners Club", "3600000000000"],
  ])("are found with rare lengths and ranges: %s", (_, digits) => {
    const card = withCheckDigit(digits);
    expect(found(`charged to ${card} twice`, "CARD")).toEqual([card]);
  });

  it.each([" ", "-", ".", "/", "_", "  ", " - "])("are found in fours with '%s' between", (separator) => {
    const card = inFours(withCheckDigit("411111111111111"), separator);
    expect(found(`Invoice 20231101 ${card} 1200 EUR`, "CARD")).toEqual([card]);
  });

  it("aren't made of numbers that merely stand in a row", () => {
    const digits = withCheckDigit("411111111111111");
    const split = `${digits.slice(0, 5)}/${digits.slice(5, 7)}/${digits.slice(7)}`;
    expect(found(`parts ${split} and 20231115093012`, "CARD")).toEqual([]);
  });
});

describe("addresses of machines", () => {
  it.each([
    "192.0.2.1",
    "2001:db8::8:800:200c:417a",
    "::1",
    "::ffff:192.0.2.128",
    "fe80::1%eth0",
    "10.0.0.0/8",
    "2001:db8::/32",
  ])("are found: %s", (address) => {
    expect(found(`route ${address} up`, "IP")).toEqual([address]);
  });

  it.each([
    "a :: b",
    "std ::add",
    "See Section 4.1.2.7 for details",
    "\n5.6.12.1. Epochs should be used",
    "version 1.2.3.4",
    "999.1.1.1",
    "12:34:56",
  ])("aren't made of operators, headings, versions and times: %j", (text) => {
    expect(found(text, "IP")).toEqual([]);
  });

  it("are found at the beginning of a line, where a heading could stand", () => {
    expect(found("hosts\n10.1.2.3 mail\n", "IP")).toEqual(["10.1.2.3"]);
  });
});

describe("social security numbers", () => {
  it.each([
    ["219-09-9998", "219-09-9998"],
    ["SSN 219099998", "219099998"],
    ["219099998 is my social security number", "219099998"],
    ["SSN: 912-34-5678", "912-34-5678"],
  ])("are found: %s", (text, expected) => {
    expect(found(text, "US_SSN")).toEqual([expected]);
  });

  it.each(["SSN 666-12-3456", "SSN 000-12-3456", "SSN 219-00-9998", "order 912-34-5678", "219099998"])(
    "aren't what can't be one, or could be anything: %s",
    (text) => {
      expect(found(text, "US_SSN")).toEqual([]);
    },
  );
});

describe("e-mail addresses", () => {
  it.each(["write to x..y@example.com", " .y@example.com", "email a@b.c", "email a@firma.kom2"])(
    "aren't what no server takes: %s",
    (text) => {
      expect(found(text, "EMAIL")).toEqual([]);
    },
  );

  it("are found behind an ellipsis", () => {
    expect(found("contact...ana@example.com", "EMAIL")).toEqual(["ana@example.com"]);
  });
});

describe("postal addresses", () => {
  it.each([
    "66 Thornhill Rise",
    "Rua das Flores, 34",
    "Passeig de Sant Joan 3",
    "Chaussée de Wavre 210",
    "Schönhauser Allee 36",
    "Altstadtring 9",
    "Karl Johans gate 14",
    "ul. Długa 12",
    "Kossuth Lajos utca 5",
    "Slovenska cesta 10",
    "Carrera 7 No. 71-21",
    "Jl. Sudirman No. 5",
  ])("are found in many countries' order: %s", (address) => {
    expect(found(`Please deliver to ${address} before noon.`, "ADDRESS")).toEqual([address]);
  });

  it.each([
    "Spring 2024 was wet",
    "Engineering 5 will meet",
    "Boarding gate 14 is closed",
    "Investigate 3 cases",
    "In 2020 The Road was built",
    "Place Order 66 now",
    "U 2 played",
  ])("aren't made of other words with a number: %s", (text) => {
    expect(found(text, "ADDRESS")).toEqual([]);
  });
});

describe("secrets without a form of their own", () => {
  const letters = "kQZrtWPLxnVBmGhJDfsYCtaE";
  const mixed = "k3yx7mQ2r9Tz5LwP8bNd";

  it.each([
    ["weatherbit = {}", mixed],
    ["sonarcloud:{}", mixed],
    ["shopify_token: '{}'", letters],
    ["API_KEY={}", letters],
    ["db_pass: {}", mixed],
  ])("are found by the service or the name they are given to: %s", (text, value) => {
    expect(found(text.replace("{}", value), "SECRET")).toEqual([value]);
  });

  it.each([
    "token = getUserAccountBalanceFromServer",
    "api_key: YourVeryOwnApiKeyGoesHere",
    "shopify = production",
    "trackjs: disabled for the moment",
    "bypass: k3yx7mQ2r9Tz5LwP8bNd",
    "passport: X4471209",
  ])("aren't made of words: %s", (text) => {
    expect(found(text, "SECRET")).toEqual([]);
  });

  it("hide a field that is named like one, and no compass", () => {
    const shown = redactor.redactJson({ db_pass: "north", compass: "north" }, { sink: "context" });
    expect(shown).toEqual({ db_pass: "[SECRET]", compass: "north" });
  });
});
