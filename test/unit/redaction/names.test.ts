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

it.each([
  "const pino = require('pino')\nmodule.exports = pino.transport({ level: 'info' })",
  "match(shape)\n  .with({ type: 'circle', radius: P.select() }, (radius) => radius)\n  .with(P.array(P.string), () => null)",
  "IN NO CASE ARE THE AUTHORS OR COPYRIGHT HOLDERS LIABLE, WHETHER IN CONTRACT, TORT OR OTHERWISE.",
  "and sell copies of the Software, so that whoever the Software is given to may do the same.",
  "[deps-image]: https://david-dm.example/tidy/reader.svg\n[deps-url]: https://david-dm.example/tidy/reader",
  "export class SomeStoredSchemaType extends AnyStoredSchemaType<ParsedRowType> {}",
  "- [Tests] use `nyc` for coverage, run on Travis CI\n- [Dev Deps] update `mocha`, `istanbul`",
  "| N |  repeats the search N times, N from 1 to 99",
  "Use AES-CBC only with a MAC; AES-GCM and SIV need none. JOSE and COSE know both.",
])("leaves code, licences and changelogs alone: %s", (text) => {
  expect(named(text)).toEqual([]);
});

it.each([
  ["Copyright (c) 2017 Halvard Nystuen <halvard@nystuen.example>", "PERSON Halvard Nystuen"],
  ['"author": "Tihomir Radulov <t@radulov.example>",', "PERSON Tihomir Radulov"],
  [" * @author Marguerite Oyono\n * @param {Node} node The Node to visit.", "PERSON Marguerite Oyono"],
  [
    "- Fix parsing of empty headers ([`81fe3d2`](https://x.example/81fe3d2)) (Siobhan Keaney)",
    "PERSON Siobhan Keaney",
  ],
  ["* [lstrom](https://x.example/lstrom) - **Linnea Ström** (she/her)", "PERSON Linnea Ström"],
  ["Reviewed-by: Kazimierz Dudek <kd@dudek.example>", "PERSON Kazimierz Dudek"],
])("finds the people who are named beside code: %s", (text, person) => {
  expect(named(text)).toContain(person);
});

it.each(["`", "**", "*", '"', "/", "$"])("[G6] finds names that %s dresses up as code", (sign) => {
  const text = `Ask ${sign}Tihomir Radulov${sign} in ${sign}Rotterdam${sign} about the invoice.`;
  expect(named(text)).toEqual(["PERSON Tihomir Radulov", "LOCATION Rotterdam"]);
});

it.each(["{}", "[]", "()", "<>"])("[G6] finds names between %s", ([open, close]) => {
  const text = `Ask ${open}Tihomir Radulov${close} in ${open}Rotterdam${close} about the invoice.`;
  expect(named(text)).toEqual(["PERSON Tihomir Radulov", "LOCATION Rotterdam"]);
});
