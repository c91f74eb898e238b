/** The rows that one search may read. The kernel takes nothing else, and there is no plan for "all". */
export interface Plan {
  /** Pairs: the first row, and the row after the last; disjoint and rising. */
  readonly runs: Uint32Array;
  /** How many rows that is. */
  readonly rows: number;
}

/**
 * The rows whose label is permitted, as runs. `permitted` holds 1 at the numbers of permitted labels; the label
 * of a row that was erased is never among them. `isExcluded` takes single rows out.
 */
export function planRows(
  labels: Uint32Array,
  count: number,
  permitted: Uint8Array,
  isExcluded: (row: number) => boolean = () => false,
): Plan {
  const runs = new RunList();
  for (let row = 0; row < count; row++) {
    if (permitted[labels[row]!] === 1 && !isExcluded(row)) runs.add(row);
  }
  return runs.toPlan();
}

/** Of the plan's rows, those that suit. */
export function narrowPlan(plan: Plan, suits: (row: number) => boolean): Plan {
  const runs = new RunList();
  for (let index = 0; index < plan.runs.length; index += 2) {
    for (let row = plan.runs[index]!; row < plan.runs[index + 1]!; row++) if (suits(row)) runs.add(row);
  }
  return runs.toPlan();
}

/** Collects rising rows into runs. */
class RunList {
  #runs = new Uint32Array(64);
  #length = 0;
  #rows = 0;

  add(row: number): void {
    this.#rows++;
    if (this.#length > 0 && this.#runs[this.#length - 1] === row) {
      this.#runs[this.#length - 1] = row + 1;
      return;
    }
    if (this.#length === this.#runs.length) {
      const more = new Uint32Array(this.#length * 2);
      more.set(this.#runs);
      this.#runs = more;
    }
    this.#runs[this.#length++] = row;
    this.#runs[this.#length++] = row + 1;
  }

  toPlan(): Plan {
    return { runs: this.#runs.slice(0, this.#length), rows: this.#rows };
  }
}

export interface Slice {
  /** Pairs, as in the plan. */
  readonly runs: Uint32Array;
  readonly rows: number;
}

/** The plan in pieces of at most so many rows and runs. */
export function* slicePlan(plan: Plan, maxRows: number, maxRuns: number): Generator<Slice> {
  let piece = new Uint32Array(Math.min(maxRuns * 2, plan.runs.length + 2));
  let length = 0;
  let rows = 0;
  for (let index = 0; index < plan.runs.length; index += 2) {
    let start = plan.runs[index]!;
    const end = plan.runs[index + 1]!;
    while (start < end) {
      const stop = Math.min(end, start + maxRows - rows);
      piece[length++] = start;
      piece[length++] = stop;
      rows += stop - start;
      start = stop;
      if (rows < maxRows && length < maxRuns * 2) continue;
      yield { runs: piece.subarray(0, length), rows };
      piece = new Uint32Array(piece.length);
      length = 0;
      rows = 0;
    }
  }
  if (length > 0) yield { runs: piece.subarray(0, length), rows };
}
