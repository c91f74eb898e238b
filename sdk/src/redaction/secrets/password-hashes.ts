import type { Format } from "./format.ts";

/** Passwords as systems keep them: whoever has one can try values out at leisure. */
export const passwordHashFormats: readonly Format[] = [
  {
    rule: "password hash (crypt)",
    markers: ["$"],
    pattern:
      /(?<![\w$])\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|md5|sha1|argon2(?:id|i|d)|pbkdf2[\w-]{0,16}|scrypt|P|H)\$[\w./$,=+-]{20,300}/g,
  },
  {
    rule: "password hash (RFC 2307)",
    markers: ["}"],
    pattern:
      /\{(?:S?SHA(?:256|384|512)?|S?MD5|CRYPT|BLF-CRYPT|PBKDF2[\w-]{0,16}|ARGON2\w{0,2})\}[\w+/.$=,-]{16,300}/gi,
  },
  {
    rule: "password hash",
    markers: ["$"],
    pattern: /\b(?:pbkdf2_\w{3,8}|scrypt|bcrypt_sha256|argon2|sha1)\$[\w$:.,=+/-]{24,300}/g,
  },
  {
    rule: "password hash (RFC 5802)",
    markers: ["scram-sha-"],
    pattern: /\bSCRAM-SHA-(?:1|256)\$\d{2,7}:[\w+/=]{8,64}\$[\w+/=]{20,100}:[\w+/=]{20,100}/g,
  },
  {
    rule: "password hash of PostgreSQL",
    markers: ["md5"],
    pattern: /(?<![A-Za-z0-9])md5[a-f0-9]{32}(?![A-Za-z0-9])/g,
  },
];
