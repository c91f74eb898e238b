import { addressedToAssistant } from "./addressed-to-assistant.ts";
import { answerDictation } from "./answer-dictation.ts";
import { authorityClaim } from "./authority-claim.ts";
import { chatTemplate } from "./chat-template.ts";
import { concealedText } from "./concealed-text.ts";
import { credentialRequest } from "./credential-request.ts";
import { dataCarryingLink } from "./data-carrying-link.ts";
import type { Detector } from "./detector.ts";
import { directionOverride } from "./direction-override.ts";
import { encodedOrder } from "./encoded-order.ts";
import { exfiltrationRequest } from "./exfiltration-request.ts";
import { fakeToolCall } from "./fake-tool-call.ts";
import { foreignOrder } from "./foreign-order.ts";
import { instructionOverride } from "./instruction-override.ts";
import { interruptedWords } from "./interrupted-words.ts";
import { mixedScript } from "./mixed-script.ts";
import { needlessEncoding } from "./needless-encoding.ts";
import { payloadSplitting } from "./payload-splitting.ts";
import { personaSwitch } from "./persona-switch.ts";
import { promptLeak } from "./prompt-leak.ts";
import { repetition } from "./repetition.ts";
import { secrecy } from "./secrecy.ts";
import { styledLetters } from "./styled-letters.ts";
import { toolRequest } from "./tool-request.ts";

export const detectors: readonly Detector[] = [
  addressedToAssistant,
  answerDictation,
  authorityClaim,
  chatTemplate,
  concealedText,
  credentialRequest,
  dataCarryingLink,
  directionOverride,
  encodedOrder,
  exfiltrationRequest,
  fakeToolCall,
  foreignOrder,
  instructionOverride,
  interruptedWords,
  mixedScript,
  needlessEncoding,
  payloadSplitting,
  personaSwitch,
  promptLeak,
  repetition,
  secrecy,
  styledLetters,
  toolRequest,
];
