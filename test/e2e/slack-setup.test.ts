import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SlackSimulator } from "../slack-simulator/simulator.ts";
import type { SimulatedUser } from "../slack-simulator/workspace.ts";
import { until } from "./slack/world.ts";

/** docs/slack-setup.md with the simulated Slack in Slack's place: each step by its own command. */
const app = fileURLToPath(new URL("../../approval-bot/src/app.ts", import.meta.url));
const node = ["--import", "tsx", "--conditions=@sallyport/source", app];
const people = `people:
  - { id: ada, tenant: acme, roles: [support], groups: [], clearance: internal }
  - { id: owen, tenant: acme, roles: [security], groups: [security-reviewers], clearance: confidential }
`;

let simulator: SlackSimulator;
let owen: SimulatedUser;
let environment: NodeJS.ProcessEnv;
let bot: ChildProcess;
beforeAll(async () => {
  simulator = await SlackSimulator.start();
  const { workspace } = simulator;
  const home = mkdtempSync(join(tmpdir(), "sallyport-setup-"));
  writeFileSync(join(home, "people.yaml"), people);
  owen = workspace.addUser("owen");
  environment = {
    PATH: process.env.PATH,
    SLACK_MODE: "socket",
    SLACK_API_URL: simulator.api.url,
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_APP_TOKEN: workspace.appToken,
    SLACK_APP_ID: workspace.appId,
    SLACK_CHANNELS: `acme=${workspace.addChannel("approvals").id}`,
    SALLYPORT_HOME: join(home, "home"),
    SALLYPORT_DIRECTORY: join(home, "people.yaml"),
    SALLYPORT_BOT_KEY: join(home, "bot", "key.json"),
    HEALTH_PORT: "0",
  };
});
afterAll(async () => {
  if (bot.exitCode === null) bot.kill("SIGKILL");
  await simulator.close();
});

const run = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [...node, ...args], { env: environment });

it("gets from an empty workspace to the first approval", async () => {
  expect(JSON.parse((await run("key")).stdout)).toMatchObject({ crv: "Ed25519" });
  expect((await run("link", owen.id, "acme", "owen")).stdout).toContain("is owen of acme");
  await expect(run("link", owen.id, "acme", "nobody")).rejects.toMatchObject({ code: 2 });

  bot = spawn(process.execPath, [...node], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  let log = "";
  bot.stdout?.on("data", (data) => {
    log += String(data);
  });
  await until(() => log.includes("ready") && simulator.sockets.count > 0, "the bot", 40);
  simulator.connect("socket");

  const tried = run("try", "acme", "ada");
  const card = () =>
    simulator.workspace.messages.find(({ blocks }) => JSON.stringify(blocks).includes("say_hello"));
  await until(() => card() !== undefined, "the card", 40);
  expect(await simulator.click(owen, card()!, "sallyport.approve")).toMatchObject({ status: 200 });
  expect((await tried).stdout).toContain('Approved, and done: "Hello, Slack!"');
  await until(() => JSON.stringify(card()?.blocks).includes("Approved and done"), "the record");

  bot.kill("SIGTERM");
  const [code] = await once(bot, "exit");
  expect(code).toBe(0);
  expect(log).not.toContain(simulator.workspace.botToken);
}, 120_000);
