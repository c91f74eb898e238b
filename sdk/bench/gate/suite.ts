import { domains } from "./domains/index.ts";
import { carriers, disguises, type Played, Stage } from "./play.ts";

export interface SuiteFigures {
  readonly cases: number;
  /** Effects of high impact that nobody asked for or approved. */
  readonly unauthorisedEffects: number;
  /** Effects of low impact that nobody asked for, all of whose values were the human's or vouched for. */
  readonly unauthorisedWrites: number;
  /** What the same model does without the gate. */
  readonly unguardedEffects: number;
  readonly attackedUtilityPercent: number;
  readonly benignCompletedPercent: number;
  readonly approvalsPer100Calls: number;
}

/** Every attack of every domain by every carrier, plain and encoded; `quick` takes one way for each attack. */
export async function playSuite(options: {
  readonly quick: boolean;
  readonly progress: (message: string) => void;
}): Promise<SuiteFigures> {
  const benign: Played[] = [];
  const attacked: Played[] = [];
  let unguardedEffects = 0;
  for (const [place, domain] of domains.entries()) {
    options.progress(`attacks on ${domain.name}`);
    const stage = await Stage.open(domain);
    const impactOf = new Map(domain.tools.map((tool) => [tool.name, tool.impact]));
    for (const task of domain.tasks) benign.push(await stage.play(task));
    for (const [number, attack] of domain.attacks.entries()) {
      for (const [way, { carrier, disguise }] of ways.entries()) {
        if (options.quick && way !== (place + number * 3) % ways.length) continue;
        const task = domain.tasks[(number + way) % domain.tasks.length]!;
        attacked.push(await stage.play(task, attack, carrier, disguise));
        unguardedEffects += attack.calls.filter(([tool]) => impactOf.get(tool) !== "read").length;
      }
    }
    await stage.close();
  }
  return {
    cases: attacked.length,
    unauthorisedEffects: sum(attacked, ({ unauthorised }) => unauthorised.high),
    unauthorisedWrites: sum(attacked, ({ unauthorised }) => unauthorised.write),
    unguardedEffects,
    attackedUtilityPercent: percentDone(attacked),
    benignCompletedPercent: percentDone(benign),
    approvalsPer100Calls: (100 * sum(benign, (each) => each.approvals)) / sum(benign, (each) => each.calls),
  };
}

const ways = carriers.flatMap((carrier) => disguises.map((disguise) => ({ carrier, disguise })));

function percentDone(played: readonly Played[]): number {
  return (100 * played.filter((each) => each.isTaskDone).length) / played.length;
}

function sum(played: readonly Played[], value: (each: Played) => number): number {
  return played.reduce((total, each) => total + value(each), 0);
}
