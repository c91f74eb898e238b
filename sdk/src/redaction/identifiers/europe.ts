import { checksum, type Identifier } from "./identifier.ts";

/** Identifiers of Europe and Turkey. */
export const european: readonly Identifier[] = [
  {
    type: "UK_NHS",
    pattern: /(?<![\w.-])\d{3}[- ]?\d{3}[- ]?\d{4}(?![\w-])/g,
    words: ["nhs", "national health service", "health service number"],
    isValid: isNhs,
  },
  {
    type: "UK_NINO",
    pattern:
      /(?<![\w-])(?!BG|GB|NK|KN|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])/gi,
    words: ["nino", "national insurance", "ni number"],
    standsAlone: true,
  },
  {
    type: "UK_DRIVING_LICENCE",
    // DVLA: five letters of the name (padded with 9), date of birth shuffled, initials, check characters.
    pattern:
      /(?<![\w-])(?=[A-Z])[A-Z9]{5}\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z\d][A-Z]{2}(?![\w-])/gi,
    words: ["driving licence", "driver number", "dvla"],
    standsAlone: true,
  },
  {
    type: "DE_TAX_ID",
    pattern: /(?<![\w.-])[1-9]\d ?\d{3} ?\d{3} ?\d{3}(?![\w-])/g,
    words: [
      "steuer-id",
      "steuer-idnr",
      "steueridentifikationsnummer",
      "identifikationsnummer",
      "idnr",
      "steuernummer",
      "tax id",
      "tin",
    ],
    isValid: checksum("DE", "idnr"),
  },
  {
    type: "DE_SOCIAL_SECURITY",
    pattern: /(?<![\w-])\d{2} ?\d{6} ?[A-Z] ?\d{3}(?![\w-])/gi,
    words: [
      "rentenversicherungsnummer",
      "sozialversicherungsnummer",
      "versicherungsnummer",
      "svnr",
      "rvnr",
      "social security",
    ],
    isValid: checksum("DE", "svnr"),
    standsAlone: true,
  },
  {
    type: "DE_HEALTH_INSURANCE",
    pattern: /(?<![\w-])[A-Z]\d{9}(?![\w-])/gi,
    words: [
      "krankenversichertennummer",
      "versichertennummer",
      "kvnr",
      "krankenkasse",
      "egk",
      "health insurance",
    ],
  },
  {
    type: "DE_ID_CARD",
    pattern: /(?<![\w-])[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{8}\d?(?![\w-])/gi,
    words: ["personalausweis", "ausweisnummer", "perso", "ausweis-nr", "id card"],
    isValid: (written) => /\d/.test(written),
  },
  {
    type: "FR_NIR",
    pattern:
      /(?<![\w.-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?![\w-])/gi,
    words: ["nir", "sécurité sociale", "securite sociale", "numéro de sécu", "insee", "social security"],
    isValid: checksum("FR", "nir"),
    standsAlone: true,
  },
  {
    type: "ES_NIF",
    pattern: /(?<![\w-])\d{7,8}[- ]?[A-HJ-NP-TV-Z](?![\w-])/gi,
    words: ["nif", "dni", "documento nacional"],
    isValid: checksum("ES", "dni"),
    standsAlone: true,
  },
  {
    type: "ES_NIE",
    pattern: /(?<![\w-])[XYZ][- ]?\d{7}[- ]?[A-HJ-NP-TV-Z](?![\w-])/gi,
    words: ["nie", "extranjero"],
    isValid: checksum("ES", "nie"),
    standsAlone: true,
  },
  {
    type: "IT_FISCAL_CODE",
    pattern: /(?<![\w-])[A-Z]{6}[\dLMNP-V]{2}[A-EHLMPR-T][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z](?![\w-])/gi,
    words: ["codice fiscale", "cf"],
    isValid: checksum("IT", "codicefiscale"),
    standsAlone: true,
  },
  {
    type: "IT_VAT_CODE",
    pattern: /(?<![\w.-])(?:IT[ _]?)?\d{11}(?![\w-])/gi,
    words: ["partita iva", "p.iva", "p. iva", "piva"],
    isValid: (written) => checksum("IT", "iva")(written.replace(/\D/g, "")),
  },
  {
    type: "NL_BSN",
    pattern: /(?<![\w.-])\d{4}\.?\d{2}\.?\d{3}(?![\w-])/g,
    words: ["bsn", "burgerservicenummer", "sofinummer"],
    isValid: checksum("NL", "bsn"),
  },
  {
    type: "BE_NATIONAL_NUMBER",
    pattern: /(?<![\w.-])\d{2}\.?\d{2}\.?\d{2}-?\d{3}\.?\d{2}(?![\w-])/g,
    words: ["rijksregisternummer", "registre national", "national number", "insz", "niss"],
    isValid: checksum("BE", "nn"),
  },
  {
    type: "PL_PESEL",
    pattern: /(?<![\w.-])\d{11}(?![\w-])/g,
    words: ["pesel"],
    isValid: checksum("PL", "pesel"),
  },
  {
    type: "PT_NIF",
    pattern: /(?<![\w.-])\d{3} ?\d{3} ?\d{3}(?![\w-])/g,
    words: ["nif", "contribuinte"],
    isValid: checksum("PT", "nif"),
  },
  {
    type: "CH_AHV",
    pattern: /(?<![\w.-])756\.?\d{4}\.?\d{4}\.?\d{2}(?![\w-])/g,
    words: ["ahv", "avs", "sozialversicherungsnummer"],
    isValid: checksum("CH", "ssn"),
    standsAlone: true,
  },
  {
    type: "AT_SVNR",
    pattern: /(?<![\w.-])\d{4} ?\d{6}(?![\w-])/g,
    words: ["svnr", "sozialversicherungsnummer", "versicherungsnummer"],
    isValid: checksum("AT", "vnr"),
  },
  {
    type: "SE_PERSONNUMMER",
    pattern: /(?<![\w.-])(?:19|20)?\d{6}[-+]?\d{4}(?![\w-])/g,
    words: ["personnummer", "samordningsnummer", "personal number", "personal identity"],
    isValid: checksum("SE", "personnummer"),
  },
  {
    type: "DK_CPR",
    pattern: /(?<![\w.-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{4}(?![\w-])/g,
    words: ["cpr", "personnummer"],
    isValid: checksum("DK", "cpr"),
  },
  {
    type: "NO_FODSELSNUMMER",
    pattern: /(?<![\w.-])\d{6} ?\d{5}(?![\w-])/g,
    words: ["fødselsnummer", "fodselsnummer", "personnummer", "d-nummer"],
    isValid: checksum("NO", "fodselsnummer"),
  },
  {
    type: "FI_PERSONAL_IDENTITY_CODE",
    pattern: /(?<![\w-])\d{6}[-+A-FU-Y]\d{3}[\dA-FHJ-NPR-Y](?![\w-])/gi,
    words: ["henkilötunnus", "hetu", "personal identity code"],
    isValid: checksum("FI", "hetu"),
    standsAlone: true,
  },
  {
    type: "IE_PPS",
    pattern: /(?<![\w-])\d{7}[A-W][ABWTXZ]?(?![\w-])/gi,
    words: ["pps", "ppsn", "personal public service"],
    isValid: checksum("IE", "pps"),
  },
  {
    type: "RO_CNP",
    pattern: /(?<![\w.-])[1-9]\d{12}(?![\w-])/g,
    words: ["cnp", "cod numeric personal"],
    isValid: checksum("RO", "cnp"),
  },
  {
    type: "CZ_RODNE_CISLO",
    pattern: /(?<![\w.-])\d{6}\/\d{3,4}(?![\w-])/g,
    words: ["rodné číslo", "rodne cislo", "r.č."],
    isValid: checksum("CZ", "rc"),
  },
  {
    type: "HR_OIB",
    pattern: /(?<![\w.-])\d{11}(?![\w-])/g,
    words: ["oib", "osobni identifikacijski"],
    isValid: checksum("HR", "oib"),
  },
  {
    type: "TR_NATIONAL_ID",
    pattern: /(?<![\w.-])[1-9]\d{10}(?![\w-])/g,
    words: ["tc kimlik", "t.c. kimlik", "kimlik no", "tckn", "turkish id"],
    isValid: checksum("TR", "tckimlik"),
  },
];

/** NHS: weights 10 to 2 over nine digits, modulus 11. */
function isNhs(written: string): boolean {
  const digits = [...written.replace(/\D/g, "")].map(Number);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  return digits.length === 10 && (11 - (sum % 11)) % 11 === digits[9] && !/^(\d)\1+$/.test(digits.join(""));
}
