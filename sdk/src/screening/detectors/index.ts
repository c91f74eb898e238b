import { addressedToAssistant } from "./addressed-to-assistant.ts";
import { chatTemplate } from "./chat-template.ts";
import { concealedText } from "./concealed-text.ts";
import { dataCarryingLink } from "./data-carrying-link.ts";
import type { Detector } from "./detector.ts";
import { fakeToolCall } from "./fake-tool-call.ts";
import { instructionOverride } from "./instruction-override.ts";
import { personaSwitch } from "./persona-switch.ts";
import { promptLeak } from "./prompt-leak.ts";
import { secrecy } from "./secrecy.ts";
import { toolRequest } from "./tool-request.ts";

export const detectors: readonly Detector[] = [
  addressedToAssistant,
  chatTemplate,
  concealedText,
  dataCarryingLink,
  fakeToolCall,
  instructionOverride,
  personaSwitch,
  promptLeak,
  secrecy,
  toolRequest,
];
