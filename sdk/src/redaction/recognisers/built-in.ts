import type { CountryCode } from "libphonenumber-js/max";
import type { Recogniser } from "../finding.ts";
import { environmentRecogniser } from "../secrets/environment.ts";
import { keyValueRecogniser } from "../secrets/key-value.ts";
import { nearCredentialRecogniser } from "../secrets/near-credential.ts";
import { serviceTokenRecogniser } from "../secrets/service-token.ts";
import { spokenPasswordRecogniser } from "../secrets/spoken-password.ts";
import { structuredSecretRecogniser } from "../secrets/structured.ts";
import { urlSecretRecogniser } from "../secrets/url-secrets.ts";
import { cardRecogniser } from "./card.ts";
import { cryptoAddressRecogniser } from "./crypto-address.ts";
import { dateOfBirthRecogniser } from "./date-of-birth.ts";
import { emailRecogniser } from "./email.ts";
import { ibanRecogniser } from "./iban.ts";
import { identifierRecogniser } from "./identifier.ts";
import { ipRecogniser } from "./ip.ts";
import { macRecogniser } from "./mac.ts";
import { nameRecogniser } from "./names.ts";
import { phoneRecogniser } from "./phone.ts";
import { postalAddressRecogniser } from "./postal-address.ts";
import { redactpiiRecogniser } from "./redactpii.ts";
import { urlRecogniser } from "./url.ts";
import { usSsnRecogniser } from "./us-ssn.ts";

/** What every redactor looks for. */
export function builtInRecognisers(phoneRegions: readonly CountryCode[]): readonly Recogniser[] {
  return [
    structuredSecretRecogniser,
    urlSecretRecogniser,
    serviceTokenRecogniser,
    keyValueRecogniser,
    nearCredentialRecogniser,
    spokenPasswordRecogniser,
    environmentRecogniser,
    emailRecogniser,
    cardRecogniser,
    ibanRecogniser,
    usSsnRecogniser,
    phoneRecogniser(phoneRegions),
    ipRecogniser,
    macRecogniser,
    urlRecogniser,
    cryptoAddressRecogniser,
    identifierRecogniser,
    dateOfBirthRecogniser,
    postalAddressRecogniser,
    nameRecogniser,
    redactpiiRecogniser,
  ];
}
