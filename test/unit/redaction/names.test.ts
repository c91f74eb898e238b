import { expect, it } from "vitest";
import { createRedactor } from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor();
const named = (text: string) =>
  redactor
    .find(text)
    .filter(({ recogniser }) => recogniser === "names")
    .map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

it("knows names of several words whose words say nothing alone", () => {
  expect(named("We drove down to the Dead Sea in April.")).toEqual(["LOCATION Dead Sea"]);
});

it("knows names with and without their accents", () => {
  expect(named("My sister Thaís sends her love.")).toEqual(["PERSON Thaís"]);
  expect(named("My sister Thais sends her love.")).toEqual(["PERSON Thais"]);
});

it("knows names by the parts that hyphens join", () => {
  expect(named("The claim was filed by Yetunde Adeyemi-Clarke.")).toEqual(["PERSON Yetunde Adeyemi-Clarke"]);
});

it("takes names on both sides of a dash for two", () => {
  expect(named("On duty: Zsolt Horváth - Bukola Adebayo")).toEqual([
    "PERSON Zsolt Horváth",
    "PERSON Bukola Adebayo",
  ]);
});

it.each([
  "Please find attached the Statement of Work and the Purchase Order.",
  "Open Excel, choose Save As, and send the Quarterly Business Review to Human Resources.",
  "The French translation of the Terms and Conditions is due on Black Friday.",
])("leaves what is written like a name and is none: %s", (text) => {
  expect(named(text)).toEqual([]);
});
