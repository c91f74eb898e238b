import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type SlackWorld, until } from "./world.ts";

const app = fileURLToPath(new URL("../../../approval-bot/src/app.ts", import.meta.url));
const people = `people:
  - { id: ana, tenant: acme, groups: [support, finance-approvers], clearance: confidential }
  - { id: olga, tenant: acme, groups: [finance-approvers], clearance: confidential }
  - { id: fay, tenant: acme, groups: [finance-approvers], clearance: confidential }
`;

export interface KillableBot {
  /** kill -9; resolves when it is dead. */
  kill(): Promise<void>;
}

/** The bot of a world in a process of its own, which Slack knows alone. */
export async function startKillableBot(world: SlackWorld): Promise<KillableBot> {
  const { workspace } = world.simulator;
  const folder = join(world.home, "killable");
  mkdirSync(folder, { recursive: true });
  const directory = join(folder, "people.yaml");
  const key = join(folder, "key.json");
  writeFileSync(directory, people);
  writeFileSync(key, JSON.stringify(world.key.keyObject.export({ format: "jwk" })), { mode: 0o600 });
  const bot: ChildProcess = spawn(
    process.execPath,
    ["--import", "tsx", "--conditions=@sallyport/source", app],
    {
      env: {
        PATH: process.env.PATH,
        SLACK_MODE: "http",
        SLACK_API_URL: world.simulator.api.url,
        SLACK_BOT_TOKEN: workspace.botToken,
        SLACK_SIGNING_SECRET: workspace.signingSecret,
        SLACK_APP_ID: workspace.appId,
        SLACK_CHANNELS: `acme=${world.channel.id}`,
        SALLYPORT_HOME: world.home,
        SALLYPORT_DIRECTORY: directory,
        SALLYPORT_BOT_KEY: key,
        PORT: "0",
        HEALTH_PORT: "0",
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(() => void bot.kill("SIGKILL"));
  let log = "";
  bot.stdout?.on("data", (data) => {
    log += String(data);
  });
  const port = () => /"port":(\d+),.*is ready/.exec(log)?.[1];
  await until(() => port() !== undefined, "the bot", 40);
  world.simulator.connect([`http://127.0.0.1:${port()}/slack/events`]);
  return {
    async kill() {
      bot.kill("SIGKILL");
      await once(bot, "exit");
    },
  };
}
