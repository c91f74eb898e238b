import { isMentioned } from "../language/mention.ts";
import { wordAt } from "../language/word-at.ts";
import type { Detector, Finding } from "./detector.ts";

const envelope =
  /<\/?(?:tool_call|tool_use|function_call|function_calls|invoke|tool_result|tool_response|function_results?)\b[^>\n]{0,200}>|"(?:tool_calls?|function_call|tool_use|tool_name|recipient_name)"\s{0,4}:\s{0,4}["[{]|"type"\s{0,4}:\s{0,4}"(?:tool_use|tool_call|function_call|function)"|"(?:name|function|tool|action)"\s{0,4}:\s{0,4}"[\w.-]{2,64}"\s{0,4},\s{0,4}"(?:arguments|parameters|params|args|input|action_input)"\s{0,4}:|(?:^|\n)\s{0,8}(?:Action|Tool|Function|Call)(?: call| name)?\s{0,2}:\s{0,2}[\w.-]{2,64}\s{0,4}(?:\n\s{0,8}(?:Action )?(?:Input|Arguments|Parameters)\s{0,2}:|\()/gi;

/** Text shaped like a model's own call of a tool, or like a tool's answer. */
export const fakeToolCall: Detector = {
  id: "fake-tool-call",
  version: 1,
  message: "Imitates a tool call or a tool's answer.",
  owasp: "LLM01",
  find(readings) {
    return [readings.raw, ...readings.concealed].flatMap((reading) => {
      const findings: Finding[] = [];
      for (const match of reading.view.text.matchAll(envelope)) {
        const end = match.index + match[0].length;
        const at = wordAt(reading.words, match.index);
        findings.push({
          view: reading.view,
          start: match.index,
          end,
          score: isMentioned(reading.words, at, at) ? 0.15 : 0.5,
        });
        if (findings.length >= 64) break;
      }
      return findings;
    });
  },
};
