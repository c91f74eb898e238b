import { setImmediate as nextTurn } from "node:timers/promises";
import { noLabel, Rows } from "./rows.ts";

const smallestWorth = 4096;
const copiedAtOnce = 2000;

/** Whether a quarter of the rows are dead, or the rest so mixed that scans hop. */
export function isWorthCompacting(rows: Rows): boolean {
  if (rows.count < smallestWorth) return false;
  if (rows.dead > rows.count / 4) return true;
  const seen = new Set<number>();
  let changes = 0;
  for (let row = 1; row < rows.count; row++) {
    const label = rows.labels[row]!;
    if (label === noLabel || label === rows.labels[row - 1]) continue;
    changes++;
    seen.add(label);
  }
  return changes > 2 * seen.size + rows.count / 64;
}

/** The living rows in a new memory, sorted by label. Lets the event loop turn as it goes. */
export async function compactRows(from: Rows): Promise<Rows> {
  const { labels, chunks, documents } = from;
  const order: number[] = [];
  for (let row = 0; row < from.count; row++) if (labels[row] !== noLabel) order.push(row);
  order.sort((a, b) => labels[a]! - labels[b]! || chunks[a]! - chunks[b]!);
  const to = new Rows(from.layout.dimension, from.layout.resident, order.length);
  to.extend(order.length);
  for (const [row, source] of order.entries()) {
    to.copy(row, from, source, {
      label: labels[source]!,
      document: documents[source]!,
      chunk: chunks[source]!,
    });
    if (row % copiedAtOnce === 0) await nextTurn();
  }
  return to;
}
