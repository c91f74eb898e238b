import type { CountryCode } from "libphonenumber-js/max";
import type { Recogniser } from "../finding.ts";
import { keyValueRecogniser } from "../secrets/key-value.ts";
import { structuredSecretRecogniser } from "../secrets/structured.ts";
import { cardRecogniser } from "./card.ts";
import { emailRecogniser } from "./email.ts";
import { ibanRecogniser } from "./iban.ts";
import { ipRecogniser } from "./ip.ts";
import { phoneRecogniser } from "./phone.ts";
import { redactpiiRecogniser } from "./redactpii.ts";
import { usSsnRecogniser } from "./us-ssn.ts";

/** What every redactor looks for. */
export function builtInRecognisers(phoneRegions: readonly CountryCode[]): readonly Recogniser[] {
  return [
    structuredSecretRecogniser,
    keyValueRecogniser,
    emailRecogniser,
    cardRecogniser,
    ibanRecogniser,
    usSsnRecogniser,
    phoneRecogniser(phoneRegions),
    ipRecogniser,
    redactpiiRecogniser,
  ];
}
