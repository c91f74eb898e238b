import type { Format } from "./format.ts";
import { looksRandom } from "./random.ts";

/** Seeds, recovery codes and pins: what replaces a password or a second factor. */
export const codeFormats: readonly Format[] = [
  {
    rule: "seed of one-time passwords",
    markers: ["otpauth://"],
    pattern: /otpauth:\/\/[^\s"']{0,200}?[?&]secret=([A-Z2-7=]{8,128})/gi,
  },
  {
    rule: "seed of one-time passwords (RFC 4648)",
    markers: ["otp", "2fa", "mfa", "two-factor", "authenticator"],
    pattern:
      /\b(?:2FA|MFA|T?OTP|two-factor|authenticator)\b[^\n:=]{0,24}[:= ]\s{0,3}["']?((?:[A-Z2-7]{4}[ -]){3,15}[A-Z2-7]{4}|[A-Z2-7]{16,128})(?![A-Za-z0-9])/gi,
    accepts: (value) =>
      /[A-Z]/.test(value) && !/[a-z]/.test(value) && (/\d/.test(value) || looksRandom(value)),
  },
  {
    rule: "BitLocker recovery key",
    markers: ["bitlocker", "recovery"],
    pattern: /\b(?:bitlocker|recovery)\b[^\n]{0,80}?(?<![\w-])(\d{6}(?:-\d{6}){7})(?![\w-])/gi,
  },
  {
    rule: "recovery or licence key",
    markers: ["recovery", "licen", "product", "activation", "serial", "emergency", "backup"],
    pattern:
      /\b(?:recovery|licen[cs]e|product|activation|serial|emergency|backup)[ _-]?(?:key|code|kit)\b[^\n]{0,24}?((?:[A-Z0-9]{4,6}-){3,12}[A-Z0-9]{4,6})(?![A-Za-z0-9-])/gi,
    accepts: (value) => /\d/.test(value) && /[A-Z]/.test(value),
  },
  {
    rule: "PIN",
    markers: ["pin:", "pin ", "pin="],
    pattern: /\bPIN(?: code| number)?(?: is|:| =|=) ?["']?(\d{4,8})(?!\d)/g,
  },
  {
    rule: "seed phrase (BIP 39)",
    markers: ["seed", "mnemonic", "recovery", "backup", "secret"],
    pattern:
      /\b(?:(?:seed|recovery|backup|secret)[ _-]?(?:phrase|words?)|mnemonic(?:[ _-]?(?:phrase|words?))?)["']?\s{0,3}(?:is|[:=])?\s{1,3}["'`]?((?:[a-z]{3,8} ){7,23}[a-z]{3,8})(?![a-z])/gi,
    accepts: (value) => !/\b(?:the|and|for|with|your|are|you|not|from|into|has|was|but)\b/.test(value),
  },
];
