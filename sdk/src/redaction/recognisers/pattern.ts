import { RE2JS } from "re2js";
import { SallyportError } from "../../errors.ts";
import { wordNear } from "../context.ts";
import type { RedactionErrorCode } from "../errors.ts";
import type { Finding, Recogniser } from "../finding.ts";

export interface PatternRecogniserOptions {
  readonly name: string;
  /** Capital letters, digits and underscores: it becomes the placeholder. */
  readonly type: string;
  /** RE2 syntax: no look-around, no back-references. A first group, if any, is the value within the match. */
  readonly patterns: readonly string[];
  /** Without context; 0.6 when not given. */
  readonly score?: number;
  /** Words one of which must stand near the value. */
  readonly words?: readonly string[];
  /** A checksum or look-up; must be quick and must not throw. */
  readonly isValid?: (value: string) => boolean;
}

/**
 * A recogniser for what only you have: badge numbers, project names, file references. Patterns run in RE2's engine,
 * in linear time whatever they are.
 *
 * @throws {SallyportError} `ERR_REDACTION_BAD_PATTERN`.
 */
export function patternRecogniser(options: PatternRecogniserOptions): Recogniser {
  const { name, type, score = 0.6, isValid } = options;
  if (!/^[A-Z][A-Z0-9_]{0,39}$/.test(type)) throw badPattern(name, `the type ${JSON.stringify(type)}`);
  const patterns = options.patterns.map((pattern) => compile(name, pattern));
  const words = options.words && new RegExp(options.words.map(literally).join("|"), "i");
  return {
    name,
    types: [type],
    ...(words && { announcedBy: words }),
    *find({ text }) {
      for (const pattern of patterns) {
        for (const { start, end } of matchesOf(pattern, text)) {
          const word = words && wordNear(text, start, end, words);
          if ((words && word === undefined) || isValid?.(text.slice(start, end)) === false) continue;
          const why = [
            "pattern",
            ...(isValid ? ["valid"] : []),
            ...(word ? [`context "${word.toLowerCase()}"`] : []),
          ];
          const evidence = isValid ? "checksum" : words ? "contextual" : "structured";
          yield { start, end, type, score, evidence, recogniser: name, why } satisfies Finding;
        }
      }
    },
  };
}

function* matchesOf(pattern: RE2JS, text: string): Generator<{ start: number; end: number }> {
  const matcher = pattern.matcher(text);
  while (matcher.find()) {
    const group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
    yield { start: matcher.start(group), end: matcher.end(group) };
  }
}

function compile(name: string, pattern: string): RE2JS {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch (cause) {
    throw badPattern(name, "a pattern that isn't RE2 syntax", cause);
  }
  if (compiled.matches("")) throw badPattern(name, "a pattern that matches the empty text");
  return compiled;
}

function literally(word: string): string {
  return word.replace(/[.+*?^$()[\]{}|\\]/g, "\\$&");
}

function badPattern(name: string, found: string, cause?: unknown): SallyportError<RedactionErrorCode> {
  return new SallyportError({
    code: "ERR_REDACTION_BAD_PATTERN",
    message: `The recogniser ${name} has ${found}.`,
    hint: "Types are like PROJECT_CODE; patterns follow https://github.com/google/re2/wiki/Syntax.",
    cause,
  });
}
