import { SallyportError } from "../errors.ts";
import type { RedactionErrorCode } from "./errors.ts";
import type { Finding, Recogniser } from "./finding.ts";
import { hidePlaceholders, opaque } from "./placeholder.ts";
import { resolveOverlaps } from "./resolve.ts";
import { Scan } from "./scan.ts";
import { foldedView } from "./view.ts";

export interface Analysis {
  readonly recognisers: readonly Recogniser[];
  readonly placeholders: RegExp;
  /** Whether a finding counts: thresholds, allow list. */
  readonly accepts: (finding: Finding, value: string) => boolean;
}

/**
 * Views, recognisers, validators, resolver: what is in the text, by the text's own offsets, without overlaps.
 *
 * @throws {SallyportError} `ERR_REDACTION_RECOGNISER`.
 */
export function analyse(original: string, { recognisers, placeholders, accepts }: Analysis): Finding[] {
  const view = foldedView(original);
  const text = hidePlaceholders(view.text, placeholders);
  const scan = new Scan(text);
  const findings: Finding[] = [];
  for (const recogniser of recognisers) {
    for (const finding of run(recogniser, scan)) {
      if (text.slice(finding.start, finding.end).includes(opaque)) continue;
      const [start, end] = view.originalRange(finding.start, finding.end);
      const located = { ...finding, start, end };
      if (accepts(located, original.slice(start, end))) findings.push(located);
    }
  }
  return resolveOverlaps(findings);
}

/** A recogniser that fails would let through what it was there to find: so the whole redaction fails. */
function run(recogniser: Recogniser, scan: Scan): readonly Finding[] {
  try {
    return [...recogniser.find(scan)];
  } catch (cause) {
    throw new SallyportError<RedactionErrorCode>({
      code: "ERR_REDACTION_RECOGNISER",
      message: `The recogniser ${recogniser.name} failed, so the text can't be shown to be safe.`,
      hint: "Fix or remove the recogniser.",
      cause,
    });
  }
}
