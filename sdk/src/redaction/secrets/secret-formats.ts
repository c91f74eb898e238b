import { codeFormats } from "./code-formats.ts";
import { commandFormats } from "./command-formats.ts";
import type { Format } from "./format.ts";
import { passwordHashFormats } from "./password-hashes.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";
import { looksRandom } from "./random.ts";

/** Ways of writing that give a secret away, whatever stands around them. */
export const secretFormats: readonly Format[] = [
  {
    rule: "JSON Web Token, encoded once more",
    markers: ["zxlk"],
    pattern: /(?<![A-Za-z0-9])ZXlK[A-Za-z0-9+/_-]{30,8000}={0,2}/g,
  },
  {
    rule: "private part of a JSON Web Key (RFC 7517)",
    markers: ['"d"', '"dp"', '"dq"', '"qi"'],
    pattern: /"(?:d|dp|dq|qi)"\s{0,4}:\s{0,4}"([\w-]{32,1400})"/g,
    accepts: (value) => looksRandom(value.slice(0, 256)),
  },
  {
    rule: "credentials of an HTTP request (RFC 9110)",
    markers: ["uthorization"],
    pattern:
      /\bauthorization["']?\]?[ \t]{0,3}[:=,][ \t]{0,3}["'`]?(?:bearer|basic|token|api-?token|digest|negotiate|apikey)[ \t]{1,3}([\w.~+/=|:!-]{8,4000})/gi,
    accepts: (value) => !isPlaceholderValue(value) && !/^.{0,20}\.{3}$/.test(value),
  },
  {
    rule: "signature of an HTTP request",
    markers: ["uthorization"],
    pattern: /\bauthorization[^\n]{1,200}?(?:response="|Signature=|signature=")([\w+/=-]{16,512})/gi,
  },
  {
    rule: "SAML message",
    markers: ["saml"],
    pattern: /\bSAML(?:Response|Request)["']?\s?[=:]\s?["']?((?:[\w+/-]|%[0-9A-F]{2}){64,16384}={0,2})/gi,
  },
  {
    rule: "service account's private key id",
    markers: ["private_key_id"],
    pattern: /"private_key_id":\s{0,4}"([a-f0-9]{40})"/g,
  },
  {
    rule: "Telegram bot token",
    markers: [":a"],
    pattern: /(?:(?<![A-Za-z0-9])|(?<=\bbot))\d{5,16}:A[\w-]{34}(?![\w-])/g,
  },
  {
    rule: "Azure client secret",
    markers: ["q~"],
    pattern: /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~-])/g,
  },
  {
    rule: "Terraform Cloud token",
    markers: [".atlasv1."],
    pattern: /(?<![A-Za-z0-9])[a-z0-9]{14}\.atlasv1\.[\w=-]{60,70}/gi,
  },
  ...passwordHashFormats,
  ...commandFormats,
  ...codeFormats,
];
