import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { effectsFile, type KillWorld, openKillWorld, refundNumber } from "./kill-world.ts";

const script = fileURLToPath(new URL("./kill-victim.ts", import.meta.url));

export interface KillFigures {
  readonly approvals: number;
  readonly kills: number;
  /** The statements and moments at which a process was killed. */
  readonly steps: readonly string[];
  /** Effects beyond one for the same approval. */
  readonly doubleEffects: number;
  /** Shown to people as "nobody knows whether it happened". */
  readonly parked: number;
  /** Parked ones that had taken effect: what an engine that tries again after a crash would have done twice. */
  readonly parkedAfterEffect: number;
  /** Effects whose approval neither says so nor is parked. */
  readonly hidden: number;
  /** Approvals that ended nowhere. */
  readonly lost: number;
}

export interface KillOptions {
  readonly approvals: number;
  /** Kills at random moments, beside those at the steps. */
  readonly randomKills: number;
  /** How many of the steps; all when absent. */
  readonly steps?: number;
  readonly progress: (message: string) => void;
}

/**
 * Kills processes with SIGKILL while they live through approvals: one at each step that an approval takes, and some
 * at random moments while a second process works on the same approvals.
 */
export async function killAtEveryStep(options: KillOptions): Promise<KillFigures> {
  const home = await mkdtemp(join(tmpdir(), "sallyport-kills-"));
  try {
    const known = await listSteps(home);
    const steps = spread(known, options.steps ?? known.length);
    const kills = [...steps, ...Array<undefined>(options.randomKills).fill(undefined)];
    const perKill = Math.floor(options.approvals / (kills.length + 1));
    let killed = 0;
    for (const [round, at] of kills.entries()) {
      if (round % 10 === 0) options.progress(`kill ${round} of ${kills.length}`);
      const reach = String(1 + perKill * (round + 1));
      const nth = String(1 + Math.floor(Math.random() * perKill));
      const victim = start(home, [`${round}-victim`, reach, ...(at === undefined ? [] : [at, nth])]);
      const companion = at === undefined ? start(home, [`${round}-companion`, reach]) : undefined;
      if (at === undefined) {
        await Promise.race([victim.ready, victim.closed]);
        await sleep(Math.random() * 200);
        victim.child.kill("SIGKILL");
      }
      await Promise.all([victim.closed, companion?.closed]);
      if (victim.child.signalCode === "SIGKILL") killed += 1;
    }
    await start(home, ["last", String(options.approvals)]).closed;
    return { ...(await judge(home, options.approvals)), kills: killed, steps };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** The first approval lives undisturbed, and so says which steps there are. */
async function listSteps(home: string): Promise<readonly string[]> {
  const { output, closed } = start(home, ["rehearsal", "1"]);
  await closed;
  const steps = output().split("\n").slice(0, -1);
  return steps.slice(steps.indexOf("ready") + 1);
}

function start(home: string, given: readonly string[]) {
  const flags = ["--import", "tsx", "--conditions=@sallyport/source"];
  const child = spawn(process.execPath, [...flags, script, home, ...given], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  let tellReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve;
  });
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    if (text.includes("ready\n")) tellReady();
  });
  return { child, ready, closed: once(child, "close"), output: () => text };
}

/** `count` of them, from all along the way. */
function spread<T>(all: readonly T[], count: number): readonly T[] {
  return all.filter(
    (_, index) => Math.floor((index * count) / all.length) !== Math.floor(((index - 1) * count) / all.length),
  );
}

/** Half an hour later, when every lease is over: what there is, and what people are shown of it. */
async function judge(home: string, approvals: number) {
  const later = () => Date.now() + 30 * 60_000;
  const world = await openKillWorld(home, { writer: "judge", clock: later });
  try {
    await world.approvals.keepTime(["acme"], async () => {});
    const effects = existsSync(effectsFile(home)) ? readFileSync(effectsFile(home), "utf8") : "";
    const done = effects.split("\n").filter((line) => line !== "");
    const visible = new Set((await world.approvals.parked("acme")).map(({ id }) => id));
    const states = await readStates(world, approvals);
    const of = (wanted: string) => states.filter(({ state }) => state === wanted);
    const hidden = [...new Set(done)].filter(
      (id) => !visible.has(id) && !of("succeeded").some((each) => each.id === id),
    );
    return {
      approvals,
      doubleEffects: done.length - new Set(done).size,
      parked: visible.size,
      parkedAfterEffect: [...visible].filter((id) => done.includes(id)).length,
      hidden: hidden.length + of("unknown").filter(({ id }) => !visible.has(id)).length,
      lost: approvals - of("succeeded").length - of("unknown").length,
    };
  } finally {
    await world.storage.destroy();
  }
}

async function readStates({ approvals }: KillWorld, count: number) {
  const inputs = Array.from({ length: count }, (_, index) => refundNumber(index));
  return Promise.all(
    inputs.map(async (input) => {
      const { id } = await approvals.request(input);
      return { id, state: await approvals.state(id) };
    }),
  );
}
