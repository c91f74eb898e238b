import { attackTalk, isQuoted } from "../language/mention.ts";
import { wordAt } from "../language/word-at.ts";
import type { Detector, Finding, Reading } from "./detector.ts";

const marker =
  /<\|(?:im_start|im_end|system|user|assistant|endoftext|end_of_turn|start_header_id|end_header_id|eot_id|begin_of_text|endofprompt|fim_\w{1,10}|tool_call|tool_response|channel|message|start|end)\|?>|<\/?(?:start_of_turn|end_of_turn)>|\[\/?(?:INST|SYS|SYSTEM|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<<\/?SYS>>|<｜(?:begin▁of▁sentence|User|Assistant|end▁of▁sentence)｜>|<\/?(?:system|system_prompt|system-message|system_instructions?|assistant|instructions?_override|admin|developer|user_query|information|important)>|\n{0,2}(?:Human|Assistant):(?= )|(?:^|\n)[#=\-*[ ]{0,6}(?:system|developer|assistant|admin(?:istrator)?)(?: (?:prompt|message|instructions?|note|override|update|alert|notice|command))?[\]*]{0,3} ?(?:#{1,6}|:(?!:)|={3,}|-{3,})/gi;

/** Tokens and role labels with which chat models mark who speaks. In a document they pretend to be the operator. */
export const chatTemplate: Detector = {
  id: "chat-template",
  version: 1,
  message: "Contains markers that chat models use to tell the system, the user and tools apart.",
  owasp: "LLM01",
  find(readings) {
    return [readings.raw, ...readings.concealed].flatMap(findMarkers);
  },
};

const strong = /^(?:<\||<<|<｜|\[)/;

function findMarkers(reading: Reading): Finding[] {
  const { view, words } = reading;
  const findings: Finding[] = [];
  for (const match of view.text.matchAll(marker)) {
    const start = match.index;
    const end = start + match[0].length;
    const certain = strong.test(match[0]);
    const at = wordAt(words, start);
    const mentioned = isQuoted(view.text, start, end) || attackTalk(words, at, at) >= 3;
    findings.push({ view, start, end, score: mentioned ? 0.2 : certain ? 0.9 : 0.45 });
    if (findings.length >= 64) break;
  }
  return findings;
}
