import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { Redactor as Redactpii } from "@redactpii/node";
import { detectCreditCard, detectEmail, detectIP, detectMacAddress, detectUrl } from "langchain";
import { startComputing } from "../measure.ts";
import type { Span } from "./score.ts";
import { spansIn } from "./spans-in.ts";

/** What a user could pick instead, each through its own public interface and with its own defaults. */
export interface Peer {
  readonly name: string;
  readonly types: readonly string[];
  /** What it finds in each text, and how many milliseconds it computed; undefined when it took too long. */
  findAll(texts: readonly string[]): Promise<Found | undefined>;
  close(): void;
}

export interface Found {
  readonly found: readonly (readonly Span[])[];
  readonly ms: number;
}

const folder = new URL("../../../node_modules/.cache/redaction-peers/node_modules/", import.meta.url);

/** How to get the packages that this compares with; they are no dependencies of the project. */
export const peerInstall =
  "npm install --prefix node_modules/.cache/redaction-peers --ignore-scripts openredaction@1.1.5 redact-pii@3.4.0 @openai/guardrails@0.2.1 @presidio-dev/hai-guardrails@1.12.0";

const common = ["EMAIL", "PHONE", "CREDIT_CARD", "US_SSN", "IP"];
const installed = [
  {
    name: "openredaction",
    path: "openredaction",
    types: [...common, "IBAN", "URL", "MAC", "CRYPTO", "PERSON", "ADDRESS", "SECRET"],
  },
  { name: "redact_pii", path: "redact-pii", types: [...common, "URL", "PERSON", "ADDRESS", "SECRET"] },
  {
    name: "openai_guardrails",
    path: "@openai/guardrails",
    types: [...common, "IBAN", "URL", "CRYPTO", "ADDRESS"],
  },
  { name: "hai_guardrails", path: "@presidio-dev/hai-guardrails", types: [...common, "SECRET"] },
];

/** The two that the project installs anyway, and those that {@link peerInstall} has brought. */
export async function loadPeers(): Promise<readonly Peer[]> {
  const others = installed.filter(({ path }) => existsSync(new URL(`${path}/package.json`, folder)));
  return [
    inProcess("redactpii", redactpiiTypes, findWithRedactpii),
    inProcess("langchain", langchainTypes, findWithLangchain),
    ...(await Promise.all(others.map(inChild))),
  ];
}

function inProcess(name: string, types: readonly string[], find: (text: string) => readonly Span[]): Peer {
  return {
    name,
    types,
    async findAll(texts) {
      const computed = startComputing();
      const found = texts.map(find);
      return { found, ms: computed() };
    },
    close() {},
  };
}

const patience = 120_000;

async function inChild({ name, types }: { name: string; types: readonly string[] }): Promise<Peer> {
  const start = async () => {
    const child = fork(new URL("./peer-child.ts", import.meta.url), [name, folder.href], { stdio: "ignore" });
    await Promise.race([
      once(child, "message"),
      once(child, "exit").then(() => Promise.reject(new Error(`${name} does not start`))),
    ]);
    return child;
  };
  let child = await start();
  return {
    name,
    types,
    async findAll(texts) {
      const late = AbortSignal.timeout(patience);
      child.send(texts);
      try {
        const [answer] = await once(child, "message", { signal: late });
        return answer as Found;
      } catch {
        child.kill("SIGKILL");
        child = await start();
        return undefined;
      }
    },
    close: () => child.kill(),
  };
}

const langchainDetectors = {
  EMAIL: detectEmail,
  CREDIT_CARD: detectCreditCard,
  IP: detectIP,
  MAC: detectMacAddress,
  URL: detectUrl,
} as const;
const langchainTypes = Object.keys(langchainDetectors);

function findWithLangchain(text: string): readonly Span[] {
  return Object.entries(langchainDetectors).flatMap(([type, detect]) =>
    detect(text).map(({ start, end }) => ({ start, end, type })),
  );
}

const redactpiiRules = { EMAIL: "EMAIL", PHONE: "PHONE", CREDIT_CARD: "CREDIT_CARD", SSN: "US_SSN" } as const;
const redactpiiTypes = Object.values(redactpiiRules);
const sentinel = "\ue001";

/** It gives no offsets; one rule at a time with a mark of ours shows where it struck. */
function findWithRedactpii(text: string): readonly Span[] {
  return Object.entries(redactpiiRules).flatMap(([rule, type]) => {
    const redacted = new Redactpii({ rules: { [rule]: true }, globalReplaceWith: sentinel }).redact(text);
    return spansIn(text, redacted, sentinel, () => type);
  });
}
