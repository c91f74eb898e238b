export { type Announced, isHeading } from "./headings.ts";
export { labelledViews } from "./labelled-view.ts";
export { type Gap, type LabelledCell, outsideTables, readTables, type TablePosition } from "./read-tables.ts";
export { splitAtGaps } from "./split-at-gaps.ts";
