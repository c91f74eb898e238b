import type { Identifier } from "./identifier.ts";

/** Accounts as a country's own banks write them; the international form (IBAN) has a recogniser of its own. */
export const banking: readonly Identifier[] = [
  {
    // Spain, Código Cuenta Cliente: bank, office, two check digits, account.
    type: "BANK_ACCOUNT",
    pattern: /(?<![\w.-])\d{4}([- ])\d{4}\1\d{2}\1\d{10}(?![\w-])/g,
    words: [],
    isValid: isSpanishAccount,
    standsAlone: true,
  },
  {
    type: "BANK_ACCOUNT",
    pattern: /(?<![\w.-])\d{4}[- ]?\d{4}[- ]?\d{2}[- ]?\d{10}(?![\w-])/g,
    words: ["cuenta", "ccc", "c/c", "número de cuenta", "bank account", "account number"],
    isValid: isSpanishAccount,
  },
  {
    // France, relevé d'identité bancaire: bank, branch, account (letters count as digits), key modulo 97.
    type: "BANK_ACCOUNT",
    pattern: /(?<![\w.-])\d{5}[- ]?\d{5}[- ]?[A-Z\d]{11}[- ]?\d{2}(?![\w-])/gi,
    words: ["rib", "compte", "relevé d'identité bancaire", "bank account", "account number"],
    isValid: isFrenchAccount,
  },
  {
    // Belgium, before IBAN: three, seven and two digits, the last two modulo 97 of the rest.
    type: "BANK_ACCOUNT",
    pattern: /(?<![\w.-])\d{3}-\d{7}-\d{2}(?![\w-])/g,
    words: [],
    isValid: isBelgianAccount,
    standsAlone: true,
  },
  {
    // United Kingdom: a sort code, with the account's number behind it or not. No checksum that all banks share.
    type: "BANK_ACCOUNT",
    pattern: /(?<![\w.-])\d{2}([- ]?)\d{2}\1\d{2}(?:(?:\/| |, ?| ?- ?)\d{8})?(?![\w-])/g,
    words: ["sort code", "sortcode"],
  },
  {
    type: "BANK_ACCOUNT",
    pattern: /(?<![\w.-])\d{8}(?![\w-])/g,
    words: ["a/c", "account number", "account no", "acc no"],
  },
];

/** Weights 1, 2, 4, 8, 5, 10, 9, 7, 3, 6 modulo 11, over bank and office with two zeros before, then over the account. */
function isSpanishAccount(written: string): boolean {
  const digits = written.replace(/\D/g, "");
  const checkDigit = (ten: string) => {
    const sum = [...ten].reduce(
      (total, digit, index) => total + Number(digit) * ([1, 2, 4, 8, 5, 10, 9, 7, 3, 6][index] as number),
      0,
    );
    const rest = 11 - (sum % 11);
    return rest === 11 ? 0 : rest === 10 ? 1 : rest;
  };
  const checks = `${checkDigit(`00${digits.slice(0, 8)}`)}${checkDigit(digits.slice(10))}`;
  return digits.length === 20 && checks === digits.slice(8, 10) && !/^(\d)\1+$/.test(digits);
}

/** With letters as digits (A to I and J to R from 1, S to Z from 2), the whole number is a multiple of 97. */
function isFrenchAccount(written: string): boolean {
  const digits = written
    .replace(/[- ]/g, "")
    .toUpperCase()
    .replace(/[A-Z]/g, (letter) => "12345678912345678923456789"[letter.charCodeAt(0) - 65] as string);
  return digits.length === 23 && BigInt(digits) % 97n === 0n && !/^0+$/.test(digits);
}

function isBelgianAccount(written: string): boolean {
  const digits = written.replace(/\D/g, "");
  const rest = Number(digits.slice(0, 10)) % 97;
  return Number(digits.slice(10)) === (rest === 0 ? 97 : rest) && Number(digits) > 0;
}
