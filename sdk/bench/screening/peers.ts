import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { pattern60 } from "./pattern-list.ts";

/** Something a user could pick instead. */
export interface Peer {
  readonly name: string;
  /** Whether it flags the text. */
  flags(text: string): Promise<boolean>;
  /** Microseconds of CPU that its process has used. */
  usedCpu(): Promise<number>;
  close?(): void;
}

const folder = new URL("../../../node_modules/.cache/screening-peers/node_modules/", import.meta.url);

/** How to get the packages that this compares with; they are no dependencies of the project. */
export const peerInstall =
  "npm install --prefix node_modules/.cache/screening-peers --ignore-scripts @andersmyrmel/vard@1.2.0 @presidio-dev/hai-guardrails@1.12.0";

/** The peers that are installed, and the list of patterns that needs no installing. */
export async function loadPeers(): Promise<Peer[]> {
  const peers: Peer[] = [
    {
      name: "patterns",
      flags: async (text) => pattern60.some((pattern) => pattern.test(text)),
      usedCpu: ownCpu,
    },
  ];
  const vard = find("@andersmyrmel/vard");
  if (vard !== undefined) peers.push(await loadVard(vard));
  const hai = find("@presidio-dev/hai-guardrails");
  if (hai !== undefined) peers.push(await startHai(hai));
  return peers;
}

async function ownCpu(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function find(name: string): string | undefined {
  const file = new URL(`${name}/dist/index.js`, folder).pathname;
  return existsSync(file) ? pathToFileURL(file).href : undefined;
}

interface Vard {
  readonly default: { moderate(): { safeParse(text: string): { safe: boolean } } };
}

async function loadVard(url: string): Promise<Peer> {
  const check = ((await import(url)) as Vard).default.moderate();
  return { name: "vard", flags: async (text) => !check.safeParse(text).safe, usedCpu: ownCpu };
}

async function startHai(url: string): Promise<Peer> {
  const child = fork(new URL("./hai-child.ts", import.meta.url), [url], { stdio: "ignore" });
  await once(child, "message");
  const ask = async <T>(question: { text?: string }): Promise<T> => {
    const answer = once(child, "message");
    child.send(question);
    return ((await answer) as [T])[0];
  };
  return {
    name: "hai_guardrails",
    flags: (text) => ask<boolean>({ text }),
    usedCpu: () => ask<number>({}),
    close: () => child.kill(),
  };
}
