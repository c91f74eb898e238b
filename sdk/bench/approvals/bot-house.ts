import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type ApprovalRequest,
  type CallRequest,
  openSallyport,
  openSigningKey,
  openSlackLinks,
} from "@sallyport/sdk";
import * as z from "zod/v4";
import { SlackSimulator } from "../../../test/slack-simulator/simulator.ts";
import type { SimulatedMessage } from "../../../test/slack-simulator/workspace.ts";

const app = fileURLToPath(new URL("../../../approval-bot/src/app.ts", import.meta.url));
const people = ["ana support", "olga finance-approvers", "fay finance-approvers", "finn finance-approvers"];

/** An agent's gate and a simulated Slack in this process; the bots are processes of their own, as in production. */
export async function openBotHouse() {
  const home = await mkdtemp(join(tmpdir(), "sallyport-bots-"));
  const directory = join(home, "people.yaml");
  const lines = people.map((each) => each.split(" "));
  await writeFile(
    directory,
    `people:\n${lines.map(([id, group]) => `  - { id: ${id}, tenant: acme, groups: [${group}], clearance: internal }\n`).join("")}`,
  );
  const keyFile = join(home, "bot", "key.json");
  const key = openSigningKey(keyFile);
  const simulator = await SlackSimulator.start();
  const { workspace } = simulator;
  const channel = workspace.addChannel("approvals");
  const sallyport = await openSallyport({ home, directory, approvalChannels: [key.publicKey] });
  const links = openSlackLinks({ storage: sallyport.storage, key, clock: Date.now });
  const effects: string[] = [];
  const bots: ChildProcess[] = [];

  await sallyport.registerAgent({ id: "bot", tenant: "acme", owner: "olga", purpose: "bench", tools: ["*"] });
  await sallyport.registerConnector({ name: "billing", owner: "olga", trust: "reviewed" });
  await sallyport.registerTool({
    name: "issue_refund",
    description: "Pays money back.",
    connector: "billing",
    impact: "high",
    reversible: false,
    audience: "external",
    steering: { amount: "/amount", records: "/order" },
    schema: z.object({ order: z.string(), amount: z.int() }),
    execute: async (args) => {
      effects.push(JSON.stringify(args));
      return "paid";
    },
  });

  /** Starts one more replica; resolves when it says that it is ready. */
  async function startBot(transport: "http" | "socket") {
    const startedAt = performance.now();
    const child = spawn(process.execPath, ["--import", "tsx", "--conditions=@sallyport/source", app], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: process.env.PATH,
        SLACK_MODE: transport,
        SLACK_API_URL: simulator.api.url,
        SLACK_BOT_TOKEN: workspace.botToken,
        SLACK_APP_TOKEN: workspace.appToken,
        SLACK_SIGNING_SECRET: workspace.signingSecret,
        SLACK_APP_ID: workspace.appId,
        SLACK_CHANNELS: `acme=${channel.id}`,
        SALLYPORT_HOME: home,
        SALLYPORT_DIRECTORY: directory,
        SALLYPORT_BOT_KEY: keyFile,
        PORT: "0",
        HEALTH_PORT: "0",
        LOG_LEVEL: "info",
      },
    });
    bots.push(child);
    const ready = await new Promise<{ port?: number; healthPort: number }>((resolve, reject) => {
      let text = "";
      child.once("close", () => reject(new Error("The bot ended before it was ready.")));
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        const line = text.split("\n").find((each) => each.includes("the approval bot is ready"));
        if (line !== undefined) resolve(JSON.parse(line));
      });
    });
    return { ...ready, child, seconds: (performance.now() - startedAt) / 1000 };
  }

  let calls = 0;
  /** Ana's agent wants to pay, in a run of its own. */
  async function ask() {
    const number = ++calls;
    const token = (await sallyport.localIssuer?.issueToken("acme", "ana")) ?? "";
    const session = await sallyport.startSession({ token, agent: "bot" });
    const args = { order: String(10_000 + number), amount: 100 };
    session.hear(JSON.stringify(args));
    const call: CallRequest = {
      tool: "issue_refund",
      arguments: args,
      callId: `call_${number}`,
      approvals: "return",
    };
    const asked = await session.call(call);
    if (asked.type !== "pending") throw new Error(`The call was ${asked.type}, not pending.`);
    return { request: asked.approval, run: () => session.call(call) };
  }

  /** The card of a request as Slack has it once it is posted; the bots post one a second. */
  function cardOf({ id, argumentsDigest }: ApprovalRequest): SimulatedMessage {
    const value = `${id}.${argumentsDigest.slice("sha256:".length, "sha256:".length + 32)}`;
    const button = { type: "button", action_id: "sallyport.approve", value };
    const text = { type: "plain_text", text: "Approve" };
    return {
      ts: workspace.nextTs(),
      channel: channel.id,
      text: "",
      blocks: [{ type: "actions", elements: [{ ...button, text }] }],
    } as unknown as SimulatedMessage;
  }

  return {
    simulator,
    workspace,
    channel,
    sallyport,
    effects,
    startBot,
    ask,
    cardOf,
    async addPerson(name: string) {
      const user = workspace.addUser(name);
      const identity = { enterprise: "", team: workspace.team, user: user.id };
      await links.link(identity, { tenant: "acme", principal: name });
      return user;
    },
    async close() {
      for (const bot of bots.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
        const closed = once(bot, "close");
        bot.kill("SIGTERM");
        await closed;
      }
      await simulator.close();
      await sallyport.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Looks until it is so; fails after two minutes, naming what did not come. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + 120_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`It did not come: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
