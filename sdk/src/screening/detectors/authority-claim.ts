import { isMentioned } from "../language/mention.ts";
import { wordAt } from "../language/word-at.ts";
import { type Detector, type Finding, proseOf } from "./detector.ts";

const title = "(?:system|admin(?:istrator)?|developer|operator|root|security|priority|emergency|maintenance)";
const thing =
  "(?:override|instructions?|directives?|prompt|message|commands?|notice|note|alert|update|task|order)";
const claims = new RegExp(
  [
    String.raw`(?:^|[\n>*_#=\[({<-])\s{0,3}(?:new|updated|revised|real|actual|important|urgent|hidden|secret|additional|special|final)\s(?:${title}\s)?(?:instructions?|directives?|task|objective|orders?|system prompt|prompt)\s{0,2}(?:for (?:the )?(?:ai|assistant|agent|model|llm)s?\s{0,2})?[:\])}>*_=-]`,
    String.raw`(?:^|[\n>*_#=\[({<-])\s{0,3}${title}\s${thing}\s{0,2}[:\])}>!*_=-]`,
    String.raw`\b(?:this is|i am|i'm)\s(?:your\s(?:developer|creator|administrator|operator|owner|programmer)|(?:an?|the)\s(?:system\s)?(?:administrator|developer|operator) of (?:this|the) (?:ai|assistant|agent|model|system|bot))\b`,
    String.raw`\b(?:enter|activate|switch to|engage|initiate)\s(?:the\s)?(?:developer|debug|admin|god|maintenance|jailbreak|unrestricted|sudo|dan|root)\s?mode\b`,
    String.raw`\b(?:all|any|the|your) (?:previous|prior|above|earlier|former) (?:instructions|rules|guidelines|directions|restrictions) (?:are|were|have been|is|no longer) (?:now )?(?:void|null|cancell?ed|revoked|lifted|outdated|suspended|removed|superseded|invalid|apply)\b`,
    String.raw`(?:-{3,}|={3,}|#{3,}|\*{3,}|"""|'''|</?(?:document|context|data|input|user_input|content|text|email|tool_result)>)\s{0,3}(?:end|begin|start|stop) (?:of )?(?:the )?(?:document|context|input|data|prompt|system prompt|user input|text|conversation|instructions)\b`,
  ].join("|"),
  "gi",
);

/** A heading or a sentence that claims the operator's authority, or that the document ends here. */
export const authorityClaim: Detector = {
  id: "authority-claim",
  version: 1,
  message:
    "Claims to come from the operator of the assistant, or to end the document and begin new instructions.",
  owasp: "LLM01",
  find(readings) {
    return proseOf(readings).flatMap(({ view, words }) => {
      const findings: Finding[] = [];
      for (const match of view.text.matchAll(claims)) {
        const end = match.index + match[0].length;
        const at = wordAt(words, match.index);
        findings.push({ view, start: match.index, end, score: isMentioned(words, at, at + 2) ? 0.15 : 0.6 });
        if (findings.length >= 64) break;
      }
      return findings;
    });
  },
};
