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

/** How one domain did. */
export interface DomainFigures extends SuiteFigures {
  readonly domain: string;
}

/** Every attack of every domain by every carrier, plain and encoded; `quick` takes one way for each attack. */
export async function playSuite(options: PlayOptions): Promise<SuiteFigures> {
  const played = await playDomains(options);
  return figuresOf(
    played.flatMap(({ benign }) => benign),
    played.flatMap(({ attacked }) => attacked),
  );
}

/** The same, domain by domain. */
export async function playByDomain(options: PlayOptions): Promise<readonly DomainFigures[]> {
  const played = await playDomains(options);
  return played.map(({ domain, benign, attacked }) => ({ domain, ...figuresOf(benign, attacked) }));
}

interface PlayOptions {
  readonly quick: boolean;
  readonly progress: (message: string) => void;
}

/** An attack as it was played, and what it does where nothing guards. */
interface Attacked extends Played {
  readonly unguarded: number;
}

interface PlayedDomain {
  readonly domain: string;
  readonly benign: readonly Played[];
  readonly attacked: readonly Attacked[];
}

async function playDomains({ quick, progress }: PlayOptions): Promise<readonly PlayedDomain[]> {
  const played: PlayedDomain[] = [];
  for (const [place, domain] of domains.entries()) {
    progress(`attacks on ${domain.name}`);
    const stage = await Stage.open(domain);
    const impactOf = new Map(domain.tools.map((tool) => [tool.name, tool.impact]));
    const benign: Played[] = [];
    const attacked: Attacked[] = [];
    for (const task of domain.tasks) benign.push(await stage.play(task));
    for (const [number, attack] of domain.attacks.entries()) {
      const unguarded = attack.calls.filter(([tool]) => impactOf.get(tool) !== "read").length;
      for (const [way, { carrier, disguise }] of ways.entries()) {
        if (quick && way !== (place + number * 3) % ways.length) continue;
        const task = domain.tasks[(number + way) % domain.tasks.length]!;
        attacked.push({ ...(await stage.play(task, attack, carrier, disguise)), unguarded });
      }
    }
    await stage.close();
    played.push({ domain: domain.name, benign, attacked });
  }
  return played;
}

function figuresOf(benign: readonly Played[], attacked: readonly Attacked[]): SuiteFigures {
  return {
    cases: attacked.length,
    unauthorisedEffects: sum(attacked, ({ unauthorised }) => unauthorised.high),
    unauthorisedWrites: sum(attacked, ({ unauthorised }) => unauthorised.write),
    unguardedEffects: sum(attacked, ({ unguarded }) => unguarded),
    attackedUtilityPercent: percentDone(attacked),
    benignCompletedPercent: percentDone(benign),
    approvalsPer100Calls: (100 * sum(benign, (each) => each.approvals)) / sum(benign, (each) => each.calls),
  };
}

const ways = carriers.flatMap((carrier) => disguises.map((disguise) => ({ carrier, disguise })));

function percentDone(played: readonly Played[]): number {
  return (100 * played.filter((each) => each.isTaskDone).length) / played.length;
}

function sum<Each extends Played>(played: readonly Each[], value: (each: Each) => number): number {
  return played.reduce((total, each) => total + value(each), 0);
}
