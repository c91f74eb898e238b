import { attackTalk, isQuoted } from "../language/mention.ts";
import { wordAt } from "../language/word-at.ts";
import type { Detector, Finding, Reading } from "./detector.ts";

const token =
  /<\|(?:im_start|im_end|system|user|assistant|endoftext|end_of_turn|start_header_id|end_header_id|eot_id|begin_of_text|endofprompt|fim_\w{1,10}|tool_call|tool_response|channel|message|start|end)\|?>|<\/?(?:start_of_turn|end_of_turn)>|\[\/?(?:INST|SYS|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<<\/?SYS>>|<｜(?:begin▁of▁sentence|User|Assistant|end▁of▁sentence)｜>/gi;
const element =
  /<\/?(?:system|system[_-]?(?:prompt|message|instructions?)|assistant|admin|developer|user_query|information|important)>/gi;
/** A role as a heading of its own: "### System:". */
const heading =
  /(?:^|\s)#{1,6} ?(?:system|developer|administrator|instructions?|assistant|new instructions?) ?:/gi;
const label =
  /(?:^|\n)[#=\-*[ ]{0,6}(?:system|developer|admin(?:istrator)?|assistant|human|ai)[\]*]{0,3} ?:(?=\s|$)/gi;
const turn =
  /(?:^|\n)[ *]{0,4}(?:user|human|customer|caller|guest|agent|assistant|system|q|a|[A-Z][a-z]+(?: [A-Z][a-z]*)?)[ *]{0,3}:\s/g;
const transcriptTurns = 3;

/** Tokens and role labels with which chat models tell who speaks. In a document they pretend to be the operator. */
export const chatTemplate: Detector = {
  id: "chat-template",
  version: 2,
  message: "Contains markers that chat models use to tell the system, the user and tools apart.",
  owasp: "LLM01",
  find(readings) {
    return [readings.raw, ...readings.concealed].flatMap((reading) => [
      ...findMarkers(reading, token, 0.9),
      ...findMarkers(reading, element, 0.4),
      ...findMarkers(reading, heading, 0.5),
      // A transcript has labels by nature, a letter has none.
      ...findMarkers(reading, label, isTranscript(reading) ? 0.02 : 0.2),
    ]);
  },
};

function findMarkers({ view, words }: Reading, marker: RegExp, score: number): Finding[] {
  const findings: Finding[] = [];
  for (const match of view.text.matchAll(marker)) {
    const start = match.index;
    const end = start + match[0].length;
    const at = wordAt(words, start);
    const quoted = isQuoted(view.text, start, end);
    const mentioned = quoted && attackTalk(words, at, at) >= 3;
    findings.push({ view, start, end, score: mentioned ? score / 4 : quoted ? score * 0.6 : score });
    if (findings.length >= 64) break;
  }
  return findings;
}

function isTranscript({ view }: Reading): boolean {
  let turns = 0;
  for (const _ of view.text.matchAll(turn)) {
    turns += 1;
    if (turns >= transcriptTurns) return true;
  }
  return false;
}
