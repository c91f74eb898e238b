import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadAgents, openSallyport, openSigningKey, type Sallyport, systemClock } from "@sallyport/sdk";
import { startBot } from "../../../approval-bot/src/bot.ts";
import { readConfig } from "../../../approval-bot/src/config.ts";
import { createLogger } from "../../../approval-bot/src/log.ts";
import { openLinks } from "../../../approval-bot/src/people/links.ts";
import type { DemoStage } from "../../../examples/demo/stage.ts";
import { ingestDocuments } from "../../../examples/demo/steps/1-ingest.ts";
import { type Incident, runIncident } from "../../../examples/demo/steps/3-incident.ts";
import { type Page, servePage } from "../page/page.ts";
import { SlackSimulator } from "../simulator.ts";
import { followAgent } from "./follow-agent.ts";

const fixtures = fileURLToPath(new URL("../../../fixtures", import.meta.url));
const tenant = "aldermoor";

export interface Demo {
  readonly page: Page;
  readonly simulator: SlackSimulator;
  readonly incident: Incident;
  close(): Promise<void>;
}

/** The incident of the main demo, up to where people are asked; and a Slack in which to answer. */
export async function openDemo({ port }: { readonly port: number }): Promise<Demo> {
  const home = mkdtempSync(join(tmpdir(), "sallyport-slack-demo-"));
  const key = openSigningKey(join(home, "bot", "approval-bot.json"));
  const directory = join(fixtures, "people.yaml");
  const sallyport = await openSallyport({ home, directory, approvalChannels: [key.publicKey] });
  for (const agent of await loadAgents(join(fixtures, "agents.yaml"))) await sallyport.registerAgent(agent);
  const stage = toStage(home, sallyport);
  await ingestDocuments(stage);
  const incident = await runIncident(stage);

  const simulator = await SlackSimulator.start({ isLimited: true });
  const { workspace } = simulator;
  const channel = workspace.addChannel("approvals");
  const links = openLinks({ storage: sallyport.storage, key, clock: systemClock });
  for (const principal of ["tomas", "owen", "priya", "maya"]) {
    const user = workspace.addUser(principal);
    await links.link({ enterprise: "", team: workspace.team, user: user.id }, { tenant, principal });
  }
  workspace.addUser("a guest", { is_restricted: true });
  workspace.addUser("somebody without a link");

  const config = readConfig({
    SLACK_MODE: "http",
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    SLACK_APP_ID: workspace.appId,
    SLACK_API_URL: simulator.api.url,
    SLACK_CHANNELS: `${tenant}=${channel.id}`,
    SALLYPORT_DIRECTORY: directory,
    PORT: "0",
  });
  const bot = await startBot({ config, sallyport, key, logger: createLogger("error") });
  simulator.connect([`http://127.0.0.1:${bot.port}/slack/events`]);

  const agent = followAgent(sallyport, incident);
  const page = await servePage(simulator, { port, narration: () => agent.narration });
  return {
    page,
    simulator,
    incident,
    async close() {
      await agent.stop();
      await page.close();
      await bot.stop();
      await simulator.close();
      await sallyport.close();
    },
  };
}

function toStage(home: string, sallyport: Sallyport): DemoStage {
  return {
    home,
    sallyport,
    documents: (of) => join(fixtures, "tenants", of),
    startSession: async ({ tenant: of, user, ...options }) => {
      const token = await sallyport.localIssuer?.issueToken(of, user);
      return sallyport.startSession({ ...options, token: token ?? "" });
    },
    close: () => sallyport.close(),
  };
}
