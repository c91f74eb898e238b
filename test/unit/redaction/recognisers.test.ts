import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor();
/** What is found, as `TYPE value`, in order. */
const found = (text: string, ...types: string[]) =>
  redactor
    .find(text)
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

describe("identifiers", () => {
  it.each([
    ["PESEL 44051401359", "PL_PESEL 44051401359"],
    ["NHS number: 943 476 5919", "UK_NHS 943 476 5919"],
    ["National Insurance AB 12 34 56 C", "UK_NINO AB 12 34 56 C"],
    ["DNI 12345678Z", "ES_NIF 12345678Z"],
    ["NIE X1234567L", "ES_NIE X1234567L"],
    ["codice fiscale RSSMRA85T10A562S", "IT_FISCAL_CODE RSSMRA85T10A562S"],
    ["BSN 111222333", "NL_BSN 111222333"],
    ["Steuer-ID 36574261809", "DE_TAX_ID 36574261809"],
    ["NIR 2 95 10 99 126 111 93", "FR_NIR 2 95 10 99 126 111 93"],
    ["CPF 390.533.447-05", "BR_CPF 390.533.447-05"],
    ["SIN 130 692 544", "CA_SIN 130 692 544"],
    ["TFN 123 456 782", "AU_TFN 123 456 782"],
    ["身份证 11010519491231002X", "CN_RESIDENT_ID 11010519491231002X"],
    ["TC kimlik 10000000146", "TR_NATIONAL_ID 10000000146"],
    ["SA ID 8001015009087", "ZA_ID_NUMBER 8001015009087"],
    ["AHV 756.9217.0769.85", "CH_AHV 756.9217.0769.85"],
    ["henkilötunnus 131052-308T", "FI_PERSONAL_IDENTITY_CODE 131052-308T"],
    ["Passport number: C01X00T47", "PASSPORT C01X00T47"],
    ["driver's license D123-4567-8901", "US_DRIVER_LICENSE D123-4567-8901"],
    ["ITIN 912-70-1234", "US_ITIN 912-70-1234"],
    ["routing 121000358", "ABA_ROUTING_NUMBER 121000358"],
    ["MRN: 00482913", "MEDICAL_RECORD 00482913"],
    ["NPI 1245319599", "US_NPI 1245319599"],
    ["2100 0418 45 0200051332", "BANK_ACCOUNT 2100 0418 45 0200051332"],
    ["Número de cuenta: 21000418450200051332", "BANK_ACCOUNT 21000418450200051332"],
    ["RIB 20041 01005 0500013M026 06", "BANK_ACCOUNT 20041 01005 0500013M026 06"],
    ["op rekening 539-0075470-34", "BANK_ACCOUNT 539-0075470-34"],
    ["Sort code: 60-16-13, 31926819", "BANK_ACCOUNT 60-16-13, 31926819"],
    ["Account number 31926819", "BANK_ACCOUNT 31926819"],
    ["her soc. sec. no. is 536-221234", "US_SSN 536-221234"],
  ])("finds what its words announce and its checksum confirms: %s", (text, expected) => {
    expect(found(text)).toContain(expected);
  });

  it.each([
    "PESEL 44051401358",
    "NHS number: 943 476 5918",
    "BSN 111222334",
    "CPF 390.533.447-06",
    "NPI 1245319598",
    "2100 0418 46 0200051332",
    "RIB 20041 01005 0500013M026 07",
    "539-0075470-35",
  ])("leaves alone what fails its checksum: %s", (text) => {
    expect(found(text).filter((each) => !/^(?:PHONE|ORGANIZATION)/.test(each))).toEqual([]);
  });

  it("doesn't take bare digits for anybody's number without a word", () => {
    expect(found("lot 44051401359 of 111222333 and 36574261809, 21000418450200051332")).toEqual([]);
  });
});

describe("other recognisers", () => {
  it.each([
    ["at 221B Baker Street, London", "ADDRESS", "221B Baker Street, London"],
    ["to PSC 4842, Box 1771 APO AP 96218", "ADDRESS", "PSC 4842, Box 1771 APO AP 96218"],
    ["at 301 Lindgren Ferry Apt. 22", "ADDRESS", "301 Lindgren Ferry Apt. 22"],
    ["wohnt Hauptstraße 12, 10115 Berlin", "ADDRESS", "Hauptstraße 12, 10115 Berlin"],
    ["12 rue de la Paix, Paris", "ADDRESS", "12 rue de la Paix, Paris"],
    ["P.O. Box 1234, Springfield, IL 62704", "ADDRESS", "P.O. Box 1234, Springfield, IL 62704"],
    ["born on 3 May 1980", "DATE_OF_BIRTH", "3 May 1980"],
    ["DOB: 1980-05-03", "DATE_OF_BIRTH", "1980-05-03"],
    ["MAC 00:1a:2b:3c:4d:5e", "MAC", "00:1a:2b:3c:4d:5e"],
    ["see https://example.com/a(b)c).", "URL", "https://example.com/a(b)c"],
    ["see example.org/path, please", "URL", "example.org/path"],
    ["to 0x52908400098527886E0F7030069857D2E4169EE7", "CRYPTO", "0x52908400098527886E0F7030069857D2E4169EE7"],
    ["to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "CRYPTO", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"],
    ["range 10.0.0.0/8", "IP", "10.0.0.0/8"],
  ])("finds %s", (text, type, value) => {
    expect(found(text, type)).toContain(`${type} ${value}`);
  });

  it("takes no other date for a birth, no file for a URL, no coin with a wrong checksum", () => {
    expect(found("due on 2024-05-03, see main.rs and README.md")).toEqual([]);
    expect(found("to 1BoatSLRHtKNngkdXEeobR76b53LETtpyU", "CRYPTO")).toEqual([]);
  });
});

describe("names", () => {
  it("tells people, places and organisations apart", () => {
    const text = "David Johnson flew from Berlin to Toronto and joined Carrick Vane Ltd as a manager.";
    expect(found(text)).toEqual([
      "PERSON David Johnson",
      "LOCATION Berlin",
      "LOCATION Toronto",
      "ORGANIZATION Carrick Vane Ltd",
    ]);
  });

  it("takes headings and product names for nobody", () => {
    expect(found("Terms of Service\nThe Project Plan covers Kubernetes and the new server.")).toEqual([]);
  });

  it("are redacted on the way to logs, and kept where an agent has to work with them", () => {
    const text = "Angela Merkel asked about the invoice.";
    expect(redactor.redact(text, { sink: "log" }).text).toBe("[PERSON] asked about the invoice.");
    expect(redactor.redact(text, { sink: "context" }).text).toBe(text);
  });
});
