import type { Identifier } from "./identifier.ts";

const hasDigits = (count: number) => (written: string) => written.replace(/\D/g, "").length >= count;

/** Numbers that look different from place to place: only the words around them tell. */
export const anywhere: readonly Identifier[] = [
  {
    type: "PASSPORT",
    pattern: /(?<![\w-])(?:[A-Z]{1,3} ?\d{6,8}[A-Z]?|\d{2}[A-Z]{2}\d{5}|[A-Z\d]{9}|\d{8,9})(?![\w-])/gi,
    words: [
      "passport",
      "passports",
      "travel document",
      "reisepass",
      "passnummer",
      "passeport",
      "pasaporte",
      "passaporto",
      "passaporte",
      "paspoort",
    ],
    isValid: hasDigits(5),
  },
  {
    type: "MEDICAL_RECORD",
    pattern: /(?<![\w-])(?:[A-Z]{1,4}[- ]?)?\d{2,4}(?:[- ]?\d{2,4}){1,3}(?![\w-])/gi,
    words: [
      "mrn",
      "medical record",
      "medical record number",
      "patient id",
      "patient number",
      "patient no",
      "chart number",
      "health record",
      "hospital number",
      "patient identifier",
    ],
    isValid: hasDigits(5),
  },
  {
    type: "HEALTH_PLAN",
    pattern: /(?<![\w-])(?:[A-Z]{1,4}[- ]?)?\d{6,12}[A-Z]{0,2}(?![\w-])/gi,
    words: ["health plan", "member id", "beneficiary number", "insurance id", "policy holder number"],
  },
];
