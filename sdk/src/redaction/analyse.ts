import { SallyportError } from "../errors.ts";
import { decodedView } from "./decoded-view.ts";
import type { RedactionErrorCode } from "./errors.ts";
import type { Finding, Recogniser } from "./finding.ts";
import { joinedView } from "./joined-view.ts";
import { hidePlaceholders, opaque } from "./placeholder.ts";
import { resolveOverlaps } from "./resolve.ts";
import { Scan } from "./scan.ts";
import {
  type Announced,
  type Gap,
  type LabelledCell,
  labelledViews,
  outsideTables,
  readTables,
  splitAtGaps,
  type TablePosition,
} from "./tables/index.ts";
import { foldedView, plainView, type View } from "./view.ts";

export interface Analysis {
  readonly recognisers: readonly Recogniser[];
  readonly placeholders: RegExp;
  /** Which of the recognisers look for what a name of a field announces. */
  readonly announced: Announced;
  /** Strengthens findings that agree with one another or stand beside a caller's word of context. */
  readonly weigh: (findings: readonly Finding[], text: string) => readonly Finding[];
  /** Why a finding doesn't count (its threshold, the allow list), or undefined when it does. */
  readonly objection: (finding: Finding, value: string) => string | undefined;
}

/**
 * Views, recognisers, validators, resolver: what is in a text that begins at `from`, by the text's own offsets, without
 * overlaps.
 *
 * @throws {SallyportError} `ERR_REDACTION_RECOGNISER`.
 */
export function analyse(
  original: string,
  analysis: Analysis,
  from: TablePosition = outsideTables,
): readonly Finding[] {
  const { findings, gaps } = candidatesIn(original, analysis, from);
  const accepted = findings.filter(
    (finding) => analysis.objection(finding, original.slice(finding.start, finding.end)) === undefined,
  );
  return splitAtGaps(resolveOverlaps(accepted), gaps);
}

/** Everything that any recogniser proposes in any view, weighed; and what parts the cells of tables. */
export function candidatesIn(
  original: string,
  analysis: Analysis,
  from: TablePosition = outsideTables,
): { readonly findings: readonly Finding[]; readonly gaps: readonly Gap[] } {
  if (original === "") return { findings: [], gaps: [] };
  const { recognisers, placeholders, weigh, announced } = analysis;
  const folded = foldedView(original);
  const text = hidePlaceholders(folded.text, placeholders);
  const { cells, gaps } = readTables(text, from, announced);
  const findings = findIn(folded, text, recognisers);
  for (const finding of findInside(text, decodedView, recognisers, "decoded"))
    findings.push(placed(finding, folded));
  for (const finding of findInside(text, joinedView, recognisers, "joined"))
    findings.push(placed(finding, folded));
  for (const finding of findUnderHeadings(text, folded, cells, analysis, findings)) findings.push(finding);
  return { findings: weigh(findings, original), gaps: gaps.map((gap) => placed(gap, folded)) };
}

/** Where a text that begins at `from` leaves the tables in it. */
export function positionAfter(
  text: string,
  { placeholders, announced }: Analysis,
  from: TablePosition,
): TablePosition {
  return readTables(hidePlaceholders(foldedView(text).text, placeholders), from, announced).position;
}

/** What only the heading of a column tells: it adds to what is known without it, and takes nothing away. */
function findUnderHeadings(
  text: string,
  folded: View,
  cells: readonly LabelledCell[],
  { weigh }: Analysis,
  known: readonly Finding[],
): readonly Finding[] {
  if (cells.length === 0) return [];
  const scores = new Map(known.map((finding) => [placeOf(finding), finding.score]));
  return labelledViews(text, cells).flatMap(([recogniser, view]) =>
    weigh(findIn(plainView(view.text), view.text, [recogniser]), view.text)
      .map((finding) => placed(placed({ ...finding, why: [...finding.why, "heading"] }, view), folded))
      .filter(
        (finding) => finding.end > finding.start && finding.score > (scores.get(placeOf(finding)) ?? 0),
      ),
  );
}

function placeOf({ start, end, type, recogniser }: Finding): string {
  return `${start} ${end} ${type} ${recogniser}`;
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

/** A finding or gap by the offsets of the text that the view shows. */
function placed<Range extends Gap>(finding: Range, view: View): Range {
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
