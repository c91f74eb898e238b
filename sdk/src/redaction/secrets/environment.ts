import type { Finding, Recogniser } from "../finding.ts";
import { isPlaceholderValue } from "./placeholder-value.ts";
import { namesPublicVariable } from "./public-value.ts";
import { looksRandom, surprise } from "./random.ts";

/**
 * `FROBNICATOR=…`: what a variable of the environment is given is a key when it looks drawn at random from letters of
 * both cases and digits, whoever issued it.
 */
export const environmentRecogniser: Recogniser = {
  name: "environment",
  types: ["SECRET"],
  needs: /[A-Z0-9]=/,
  *find({ text }) {
    for (const match of text.matchAll(variable)) {
      const [whole, name = "", value = ""] = match;
      if (namesPublicVariable(name) || !isMixed(value) || isPlaceholderValue(value)) continue;
      const start = match.index + whole.length - value.length;
      yield {
        start,
        end: start + value.length,
        type: "SECRET",
        score: 0.6,
        evidence: "contextual",
        recogniser: "environment",
        why: ["random value of a variable"],
      } satisfies Finding;
    }
  },
};

const variable = /=(?<=(?:^|[\s;"'])([A-Z][A-Z0-9_]{2,48})=)["']?([\w+/.~-]{20,256}={0,2})(?=["'\s;&]|$)/gm;
function isMixed(value: string): boolean {
  return (
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    /\d/.test(value) &&
    looksRandom(value) &&
    surprise(value) >= 5.2
  );
}
