import { checksum, type Identifier, luhn } from "./identifier.ts";

/** Identifiers of the Americas. Social security numbers of the United States have a recogniser of their own. */
export const american: readonly Identifier[] = [
  {
    type: "US_ITIN",
    // IRS: begins with 9; fourth and fifth digit 50–65, 70–88, 90–92 or 94–99.
    pattern: /(?<![\w.-])9\d{2}[- ]?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])[- ]?\d{4}(?![\w-])/g,
    words: ["itin", "individual taxpayer", "taxpayer id", "tax id"],
  },
  {
    type: "US_EIN",
    pattern: /(?<![\w.-])\d{2}-\d{7}(?![\w-])/g,
    words: ["ein", "fein", "employer identification", "employer id"],
    isValid: checksum("US", "ein"),
  },
  {
    type: "US_NPI",
    pattern: /(?<![\w.-])[12]\d{3}[- ]?\d{3}[- ]?\d{3}(?![\w-])/g,
    words: ["npi", "national provider", "provider identifier", "provider id", "provider number"],
    isValid: (written) => luhn(written, "80840"),
  },
  {
    type: "US_MBI",
    pattern:
      /(?<![\w-])[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?![\w-])/gi,
    words: ["mbi", "medicare"],
    isValid: (written) => /\d\D*\d\D*\d\D*\d/.test(written),
    standsAlone: true,
  },
  {
    type: "US_DEA",
    pattern: /(?<![\w-])[abcdefghjklmprstux][a-z9]\d{7}(?![\w-])/gi,
    words: ["dea", "certificate number", "medical license", "prescriber"],
    isValid: isDea,
  },
  {
    type: "US_BANK_NUMBER",
    pattern: /(?<![\w.-])\d{4}[- ]?\d{4}[- ]?\d(?:\d{3,8})?(?![\w-])/g,
    words: [
      "account number",
      "account no",
      "account #",
      "acct",
      "bank account",
      "checking account",
      "savings account",
    ],
  },
  {
    type: "ABA_ROUTING_NUMBER",
    pattern: /(?<![\w.-])[0123678]\d{3}-?\d{4}-?\d(?![\w-])/g,
    words: ["routing", "aba", "rtn", "transit number"],
    isValid: isRouting,
  },
  {
    type: "US_DRIVER_LICENSE",
    pattern:
      /(?<![\w-])(?:[A-Z]{1,3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{1,3}(?:[- ]?\d{1,4})?|[A-Z]{0,2}\d{5,14}|\d{2}[A-Z]{3}\d{4,5})(?![\w-])/gi,
    words: [
      "driver license",
      "driver's license",
      "drivers license",
      "driving license",
      "driver licence",
      "driver's licence",
      "driver’s license",
      "license number",
      "licence number",
      "driver licence number",
      "driver's lic",
      "dl number",
      "dl#",
    ],
  },
  {
    type: "CA_SIN",
    pattern: /(?<![\w.-])[1-79]\d{2}([- ]?)\d{3}\1\d{3}(?![\w-])/g,
    words: ["sin", "social insurance", "nas", "assurance sociale"],
    isValid: (written) => luhn(written),
  },
  {
    type: "BR_CPF",
    pattern: /(?<![\w.-])\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?![\w-])/g,
    words: ["cpf", "cadastro de pessoas"],
    isValid: checksum("BR", "cpf"),
  },
  {
    type: "BR_CNPJ",
    pattern: /(?<![\w.-])\d{2}\.?\d{3}\.?\d{3}\/?\d{4}-?\d{2}(?![\w-])/g,
    words: ["cnpj"],
    isValid: checksum("BR", "cnpj"),
  },
  {
    type: "MX_CURP",
    pattern: /(?<![\w-])[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d(?![\w-])/gi,
    words: ["curp"],
    isValid: checksum("MX", "curp"),
    standsAlone: true,
  },
  {
    type: "AR_CUIT",
    pattern: /(?<![\w.-])(?:20|23|24|27|30|33|34)-?\d{8}-?\d(?![\w-])/g,
    words: ["cuit", "cuil"],
    isValid: checksum("AR", "cuit"),
  },
  {
    type: "CL_RUT",
    pattern: /(?<![\w.-])\d{1,2}\.?\d{3}\.?\d{3}-[\dk](?![\w-])/gi,
    words: ["rut", "run"],
    isValid: checksum("CL", "rut"),
  },
];

/** DEA: the sum of digits 1, 3, 5 and twice that of 2, 4, 6 ends in digit 7. */
function isDea(written: string): boolean {
  const digits = [...written.slice(2)].map(Number);
  const at = (index: number) => digits[index] ?? 0;
  return (at(0) + at(2) + at(4) + 2 * (at(1) + at(3) + at(5))) % 10 === at(6);
}

/** ABA: weights 3, 7, 1 over nine digits make a multiple of ten. */
function isRouting(written: string): boolean {
  const digits = [...written.replace(/\D/g, "")].map(Number);
  const weighted = digits.reduce((sum, digit, index) => sum + digit * ([3, 7, 1][index % 3] as number), 0);
  return digits.length === 9 && weighted !== 0 && weighted % 10 === 0;
}
