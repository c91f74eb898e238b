import { SallyportError } from "../errors.ts";
import { decodedView } from "./decoded-view.ts";
import type { RedactionErrorCode } from "./errors.ts";
import type { Finding, Recogniser } from "./finding.ts";
import { joinedView } from "./joined-view.ts";
import { hidePlaceholders, opaque } from "./placeholder.ts";
import { resolveOverlaps } from "./resolve.ts";
import { Scan } from "./scan.ts";
import { foldedView, type View } from "./view.ts";

export interface Analysis {
  readonly recognisers: readonly Recogniser[];
  readonly placeholders: RegExp;
  /** Strengthens findings that agree with one another or stand beside a caller's word of context. */
  readonly weigh: (findings: readonly Finding[], text: string) => readonly Finding[];
  /** Why a finding doesn't count (its threshold, the allow list), or undefined when it does. */
  readonly objection: (finding: Finding, value: string) => string | undefined;
}

/**
 * Views, recognisers, validators, resolver: what is in the text, by the text's own offsets, without overlaps.
 *
 * @throws {SallyportError} `ERR_REDACTION_RECOGNISER`.
 */
export function analyse(original: string, analysis: Analysis): Finding[] {
  const accepted = candidatesIn(original, analysis).filter(
    (finding) => analysis.objection(finding, original.slice(finding.start, finding.end)) === undefined,
  );
  return resolveOverlaps(accepted);
}

/** Everything that any recogniser proposes in any view, weighed. */
export function candidatesIn(
  original: string,
  { recognisers, placeholders, weigh }: Analysis,
): readonly Finding[] {
  if (original === "") return [];
  const folded = foldedView(original);
  const text = hidePlaceholders(folded.text, placeholders);
  const findings = findIn(folded, text, recognisers);
  for (const finding of findInside(text, decodedView, recognisers, "decoded"))
    findings.push(placed(finding, folded));
  for (const finding of findInside(text, joinedView, recognisers, "joined"))
    findings.push(placed(finding, folded));
  return weigh(findings, original);
}

/** An encoding of an encoding of an encoding is read; who goes further has to be stopped elsewhere. */
const deepest = 3;

/** What is found in a view within the text, and within that view again, by the text's offsets. */
function findInside(
  text: string,
  viewOf: (text: string) => View | undefined,
  recognisers: readonly Recogniser[],
  how: "decoded" | "joined",
  depth = 1,
): Finding[] {
  const view = viewOf(text);
  if (view === undefined) return [];
  const able = recognisers.filter(({ name, readsPieces }) =>
    how === "joined" ? readsPieces : name !== "names",
  );
  const findings: Finding[] = findIn(view, view.text, able).map((each) => ({
    ...each,
    why: [...each.why, how],
  }));
  if (how === "joined" || depth === deepest) return findings;
  for (const deeper of findInside(view.text, viewOf, recognisers, how, depth + 1))
    findings.push(placed(deeper, view));
  return findings;
}

function findIn(view: View, text: string, recognisers: readonly Recogniser[]): Finding[] {
  const scan = new Scan(text);
  const hasPlaceholders = text.includes(opaque);
  const findings: Finding[] = [];
  for (const recogniser of recognisers) {
    if (recogniser.needs?.test(text) === false) continue;
    for (const finding of run(recogniser, scan)) {
      if (finding.end <= finding.start) continue;
      if (hasPlaceholders && text.slice(finding.start, finding.end).includes(opaque)) continue;
      findings.push(placed(finding, view));
    }
  }
  return findings;
}

/** The finding by the offsets of the text that the view shows. */
function placed(finding: Finding, view: View): Finding {
  const [start, end] = view.originalRange(finding.start, finding.end);
  return start === finding.start && end === finding.end ? finding : { ...finding, start, end };
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
