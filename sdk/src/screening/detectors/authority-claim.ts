import { isMentioned } from "../language/mention.ts";
import { wordAt } from "../language/word-at.ts";
import { type Detector, type Finding, proseOf, type Reading } from "./detector.ts";

const title = "(?:system|admin(?:istrator)?|developer|operator|root|security|priority|emergency|maintenance)";
const order = "(?:override|instructions?|directives?|prompt|commands?)";
const notice = "(?:message|notice|note|alert|update|task|order)";
const opening = String.raw`(?:^|[\n>*_#=\[({<-])\s{0,3}`;
const closing = String.raw`\s{0,2}[:\])}>!*_=-]`;
const reader = "(?:ai|assistant|agent|model|system|bot|llm)";

interface Claim {
  readonly pattern: RegExp;
  readonly score: number;
}

const claims: readonly Claim[] = [
  {
    pattern: new RegExp(
      String.raw`${opening}(?:new|updated|revised|real|actual|important|urgent|hidden|secret|additional|special|final)\s(?:${title}\s)?(?:instructions?|directives?|task|objective|orders?|system prompt|prompt)\s{0,2}(?:for (?:the )?${reader}s?\s{0,2})?${closing}`,
      "gi",
    ),
    score: 0.45,
  },
  { pattern: new RegExp(`${opening}${title}\\s${order}${closing}`, "gi"), score: 0.6 },
  // "System update: …" heads many an honest mail.
  { pattern: new RegExp(`${opening}${title}\\s${notice}${closing}`, "gi"), score: 0.15 },
  {
    pattern:
      /\b(?:SYSTEM|ADMIN|ADMINISTRATOR|DEVELOPER|ROOT|SECURITY|EMERGENCY) (?:OVERRIDE|INSTRUCTIONS?|PROMPT|MESSAGE|COMMAND|DIRECTIVE)\s?:/g,
    score: 0.6,
  },
  {
    pattern:
      /\byour (?:(?:previous|prior|original|earlier|old|former|initial|current) )?(?:prompt|instructions?|rules|guidelines|programming|task) (?:is|are|was|were|has been|have been) (?:now )?(?:void|null|cancell?ed|revoked|withdrawn|lifted|outdated|suspended|removed|superseded|replaced|over)\b/gi,
    score: 0.6,
  },
  {
    pattern: new RegExp(
      String.raw`\b(?:this is|i am|i'm)\s(?:your\s(?:developer|creator|administrator|operator|owner|programmer)|(?:an?|the)\s(?:system\s)?(?:administrator|developer|operator) of (?:this|the) ${reader})\b`,
      "gi",
    ),
    score: 0.6,
  },
  {
    pattern:
      /\b(?:enter|activate|switch to|engage|initiate)\s(?:the\s)?(?:developer|debug|admin|god|maintenance|jailbreak|unrestricted|sudo|dan|root)\s?mode\b/gi,
    score: 0.45,
  },
  {
    pattern:
      /\b(?:all|any|the|your) (?:previous|prior|above|earlier|former) (?:instructions|rules|guidelines|directions|restrictions) (?:(?:are|were|have been|is) (?:now )?(?:void|null|cancell?ed|revoked|withdrawn|lifted|outdated|suspended|removed|superseded|invalid)|no longer apply)\b/gi,
    score: 0.25,
  },
  {
    pattern:
      /(?:-{3,}|={3,}|#{3,}|\*{3,}|"""|'''|<\/?(?:document|context|data|input|user_input|content|text|email|tool_result)>)\s{0,3}(?:end|begin|start|stop) (?:of )?(?:the )?(?:document|context|input|data|prompt|system prompt|user input|text|conversation|instructions)\b/gi,
    score: 0.5,
  },
];

/** A heading or a sentence that claims the operator's authority, or that the document ends here. */
export const authorityClaim: Detector = {
  id: "authority-claim",
  version: 2,
  message:
    "Claims to come from the operator of the assistant, or to end the document and begin new instructions.",
  owasp: "LLM01",
  find(readings) {
    return proseOf(readings).flatMap((reading) => claims.flatMap((claim) => findClaims(reading, claim)));
  },
};

function findClaims({ view, words }: Reading, { pattern, score }: Claim): Finding[] {
  const findings: Finding[] = [];
  for (const match of view.text.matchAll(pattern)) {
    const at = wordAt(words, match.index);
    const end = match.index + match[0].length;
    findings.push({ view, start: match.index, end, score: isMentioned(words, at, at + 2) ? 0.15 : score });
    if (findings.length >= 64) break;
  }
  return findings;
}
