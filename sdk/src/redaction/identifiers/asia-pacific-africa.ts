import { checksum, type Identifier, luhn } from "./identifier.ts";

/** Identifiers of Asia, Oceania and Africa. */
export const asianPacificAfrican: readonly Identifier[] = [
  {
    type: "AU_TFN",
    pattern: /(?<![\w.-])\d{3} ?\d{3} ?\d{3}(?![\w-])/g,
    words: ["tfn", "tax file"],
    isValid: checksum("AU", "tfn"),
  },
  {
    type: "AU_ABN",
    pattern: /(?<![\w.-])\d{2} ?\d{3} ?\d{3} ?\d{3}(?![\w-])/g,
    words: ["abn", "australian business number"],
    isValid: checksum("AU", "abn"),
  },
  {
    type: "AU_ACN",
    pattern: /(?<![\w.-])\d{3} ?\d{3} ?\d{3}(?![\w-])/g,
    words: ["acn", "australian company number"],
    isValid: checksum("AU", "acn"),
  },
  {
    type: "AU_MEDICARE",
    pattern: /(?<![\w.-])[2-6]\d{3} ?\d{5} ?\d{1,2}(?![\w-])/g,
    words: ["medicare"],
    isValid: isAustralianMedicare,
  },
  {
    type: "IN_AADHAAR",
    pattern: /(?<![\w.-])[2-9]\d{3}([- :]?)\d{4}\1\d{4}(?![\w-])/g,
    words: ["aadhaar", "aadhar", "uidai"],
    isValid: (written) => checksum("IN", "aadhaar")(written.replace(/\D/g, "")),
  },
  {
    type: "IN_PAN",
    pattern: /(?<![\w-])[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z](?![\w-])/gi,
    words: ["pan", "permanent account number"],
    standsAlone: true,
  },
  {
    type: "IN_GSTIN",
    pattern: /(?<![\w-])[0-3]\d[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[\dA-Z](?![\w-])/gi,
    words: ["gstin", "gst"],
    standsAlone: true,
  },
  {
    type: "CN_RESIDENT_ID",
    pattern:
      /(?<![\w.-])[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX](?![\w-])/gi,
    words: ["身份证", "resident identity", "id card"],
    isValid: checksum("CN", "ric"),
    standsAlone: true,
  },
  {
    type: "KR_RRN",
    pattern: /(?<![\w.-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-8]\d{6}(?![\w-])/g,
    words: ["주민등록번호", "외국인등록번호", "rrn", "resident registration"],
    standsAlone: true,
  },
  {
    type: "TW_NATIONAL_ID",
    pattern: /(?<![\w-])[A-Z][12]\d{8}(?![\w-])/gi,
    words: ["身分證", "national id", "id number"],
    isValid: checksum("TW", "natid"),
  },
  {
    type: "HK_HKID",
    pattern: /(?<![\w-])[A-Z]{1,2}\d{6} ?\([\dA]\)/gi,
    words: ["hkid", "hong kong identity"],
    isValid: checksum("HK", "hkid"),
    standsAlone: true,
  },
  {
    type: "SG_NRIC_FIN",
    pattern: /(?<![\w-])[STFGM]\d{7}[A-Z](?![\w-])/gi,
    words: ["nric", "fin number", "fin no", "singapore id"],
    standsAlone: true,
    isValid: isNric,
  },
  {
    type: "SG_UEN",
    pattern: /(?<![\w-])(?:\d{8,9}[A-Z]|[TSR]\d{2}[A-Z]{2}\d{4}[A-Z])(?![\w-])/gi,
    words: ["uen", "unique entity"],
    isValid: checksum("SG", "uen"),
  },
  {
    type: "TH_TNIN",
    pattern: /(?<![\w.-])[1-8][- ]?\d{4}[- ]?\d{5}[- ]?\d{2}[- ]?\d(?![\w-])/g,
    words: ["เลขประจำตัวประชาชน", "thai id", "national id", "citizen id", "tnin"],
    isValid: (written) => checksum("TH", "idnr")(written.replace(/\D/g, "")),
  },
  {
    type: "MY_NRIC",
    pattern: /(?<![\w.-])\d{6}-\d{2}-\d{4}(?![\w-])/g,
    words: ["nric", "mykad", "kad pengenalan", "ic number", "ic no"],
    isValid: checksum("MY", "nric"),
  },
  {
    type: "ID_NPWP",
    pattern: /(?<![\w-])\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?![\w-])/g,
    words: ["npwp"],
    standsAlone: true,
  },
  {
    type: "PK_CNIC",
    pattern: /(?<![\w.-])[1-7]\d{4}-\d{7}-\d(?![\w-])/g,
    words: ["cnic", "nicop"],
    isValid: checksum("PK", "cnic"),
    standsAlone: true,
  },
  {
    type: "IL_ID",
    pattern: /(?<![\w.-])\d{8}-?\d(?![\w-])/g,
    words: ["teudat zehut", "תעודת זהות", "israeli id"],
    isValid: (written) => luhn(written),
  },
  {
    type: "ZA_ID_NUMBER",
    pattern: /(?<![\w.-])\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?\d{4} ?[01]\d\d(?![\w-])/g,
    words: ["south african id", "sa id", "rsa id", "id number", "identity number"],
    isValid: (written) => luhn(written),
  },
  {
    type: "KE_PIN",
    pattern: /(?<![\w-])[AP]\d{9}[A-Z](?![\w-])/gi,
    words: ["kra pin", "kra"],
  },
  {
    type: "NZ_IRD",
    pattern: /(?<![\w.-])\d{2,3}[- ]\d{3}[- ]\d{3}(?![\w-])/g,
    words: ["ird"],
    isValid: checksum("NZ", "ird"),
  },
];

/** Services Australia: weights 1, 3, 7, 9 over eight digits, modulus 10, are the ninth. */
function isAustralianMedicare(written: string): boolean {
  const digits = [...written.replace(/\D/g, "")].map(Number);
  const sum = digits
    .slice(0, 8)
    .reduce((total, digit, index) => total + digit * ([1, 3, 7, 9][index % 4] as number), 0);
  return sum % 10 === digits[8];
}

/** Singapore: weights 2, 7, 6, 5, 4, 3, 2, an offset per series, and a letter by the remainder of 11. */
function isNric(written: string): boolean {
  const [series = "", ...rest] = [...written.toUpperCase()];
  const sum = [2, 7, 6, 5, 4, 3, 2].reduce((total, weight, index) => total + weight * Number(rest[index]), 0);
  const offset = series === "M" ? 3 : /[TG]/.test(series) ? 4 : 0;
  const letters = /[ST]/.test(series) ? "JZIHGFEDCBA" : series === "M" ? "KLJNPQRTUWX" : "XWUTRQPNMLK";
  const remainder = (sum + offset) % 11;
  return letters[series === "M" ? 10 - remainder : remainder] === rest[7];
}
