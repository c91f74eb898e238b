import type { Run } from "./large-runs.ts";
import { graphDegree, type Layout } from "./layout.ts";
import type { Pause } from "./pause.ts";
import type { Plan } from "./plan.ts";
import type { MemoryViews } from "./quantise.ts";

/**
 * A navigable graph through a run of rows that all have one label: whoever may read one of them may read all, so a
 * walk meets nothing forbidden, and nothing forbidden has shaped the graph.
 */
export interface Graph extends Run {
  /** Where its links lie in memory. */
  readonly links: number;
  /** How many of the nearest rows met a walk keeps in view, when ten are wanted. */
  readonly width: number;
}

/** Ends the neighbours of a row that has fewer than there is room for. */
export const noLink = 0xffffffff;

const checkedAtOnce = 262_144;

/** The graphs in a tenant's memory. */
export class Graphs {
  readonly #layout: Layout;
  readonly #runs: readonly Run[];
  #all: readonly Graph[] = [];

  /** In these runs there is room for links: each has its own, so that one graph never stands in another's way. */
  constructor(layout: Layout, runs: readonly Run[]) {
    this.#layout = layout;
    this.#runs = runs;
  }

  get all(): readonly Graph[] {
    return this.#all;
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  /** Where the links of these rows would lie; undefined when there is no room for them. */
  addressOf({ first, count }: Run): number | undefined {
    let before = 0;
    for (const run of this.#runs) {
      if (first >= run.first && first + count <= run.first + run.count)
        return this.#layout.links + (before + first - run.first) * graphDegree * 4;
      before += run.count;
    }
    return undefined;
  }

  /** Puts links into memory; undefined when there is no room, or one leads out of the run. */
  async place(
    memory: { readonly views: MemoryViews },
    first: number,
    links: Uint32Array,
    pause: Pause,
  ): Promise<Omit<Graph, "width"> | undefined> {
    const run = { first, count: links.length / graphDegree };
    const at = this.addressOf(run);
    if (at === undefined) return undefined;
    for (let from = 0; from < links.length; from += checkedAtOnce) {
      const some = links.subarray(from, from + checkedAtOnce);
      if (!some.every((link) => link < run.count || link === noLink)) return undefined;
      await pause();
    }
    memory.views.integers.set(links, at / 4);
    return { ...run, links: at };
  }

  /** From now on plans use the graph. */
  add(graph: Graph): void {
    this.#all = [...this.#all, graph].sort((a, b) => a.first - b.first);
  }

  /** A copy of a graph's links. */
  linksOf({ integers }: MemoryViews, { links, count }: Graph): Uint32Array {
    return integers.slice(links / 4, links / 4 + count * graphDegree);
  }

  /** A row has left its label: a graph that it has shaped must go. */
  leave(row: number): void {
    this.#all = this.#all.filter(({ first, count }) => row < first || row >= first + count);
  }
}

/** A plan's rows, by how they are searched. */
export interface PlanParts {
  /** Graphs all of whose rows are in the plan. */
  readonly graphs: readonly Graph[];
  /** The plan's other rows. */
  readonly rest: Plan;
}

/** Takes the graphs' rows out of a plan, where the plan has all of a graph's rows. */
export function partPlan(plan: Plan, graphs: readonly Graph[]): PlanParts {
  if (graphs.length === 0) return { graphs, rest: plan };
  const used: Graph[] = [];
  const rest: number[] = [];
  for (let index = 0; index < plan.runs.length; index += 2) {
    let start = plan.runs[index]!;
    const end = plan.runs[index + 1]!;
    const inside = graphs.filter(({ first, count }) => first >= start && first + count <= end);
    for (const graph of inside) {
      if (graph.first > start) rest.push(start, graph.first);
      start = graph.first + graph.count;
      used.push(graph);
    }
    if (end > start) rest.push(start, end);
  }
  const rows = plan.rows - used.reduce((sum, { count }) => sum + count, 0);
  return { graphs: used, rest: { runs: Uint32Array.from(rest), rows } };
}
