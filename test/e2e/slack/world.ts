import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ApprovalRequest,
  type Directory,
  type Escalation,
  generateSigningKey,
  type JsonValue,
  openSallyport,
  type Principal,
  type Sallyport,
  systemClock,
} from "@sallyport/sdk";
import * as z from "zod/v4";
import { type Bot, startBot } from "../../../approval-bot/src/bot.ts";
import { readConfig } from "../../../approval-bot/src/config.ts";
import { createLogger } from "../../../approval-bot/src/log.ts";
import { openLinks, type Person } from "../../../approval-bot/src/people/links.ts";
import { SlackSimulator } from "../../slack-simulator/simulator.ts";
import type { SimulatedMessage, SimulatedUser } from "../../slack-simulator/workspace.ts";

const person = (
  id: string,
  tenant: string,
  groups: readonly string[],
  roles: readonly string[] = [],
): Principal => ({
  type: "user",
  id,
  tenant,
  roles,
  groups,
  clearance: "confidential",
});

const people = [
  person("ana", "acme", ["support", "finance-approvers"]),
  person("olga", "acme", ["finance-approvers"]),
  person("fay", "acme", ["finance-approvers"]),
  person("finn", "acme", ["finance-approvers"]),
  person("gus", "acme", ["support"]),
  person("sena", "acme", [], ["security"]),
  person("bo", "borealis", ["finance-approvers"]),
  person("sigrid", "borealis", [], ["security"]),
];

export interface WorldOptions {
  readonly transport?: "http" | "socket";
  readonly replicas?: number;
  readonly isLimited?: boolean;
  readonly escalation?: Escalation;
  /** The ledger's checkpoints are posted. */
  readonly isAudited?: boolean;
  /** Several workspaces install the app; without this, one has given the bot its token. */
  readonly isInstallable?: boolean;
  /** What the tool says is there now, by JSON pointer. */
  readonly current?: () => Readonly<Record<string, JsonValue>>;
}

/** A gate with a tool, people in a simulated Slack, and the bot between them; all on one database file. */
export async function openSlackWorld({
  transport = "http",
  replicas = 1,
  isLimited = false,
  escalation = {},
  isAudited = false,
  isInstallable = false,
  current = () => ({}),
}: WorldOptions = {}) {
  const home = mkdtempSync(join(tmpdir(), "sallyport-slack-"));
  const simulator = await SlackSimulator.start({ isLimited });
  const { workspace } = simulator;
  const channel = workspace.addChannel("approvals");
  const elsewhere = workspace.addChannel("random");
  const auditors = isInstallable ? simulator.addWorkspace("T0SIM0002") : simulator;
  const audit = auditors.workspace.addChannel("audit");
  const key = generateSigningKey();
  const effects: unknown[] = [];
  const closers: (() => Promise<void>)[] = [];

  const directory: Directory = {
    find: async (tenant, id) => people.find((each) => each.tenant === tenant && each.id === id),
  };
  async function openHome(): Promise<Sallyport> {
    const sallyport = await openSallyport({
      home,
      directory,
      escalation,
      approvalChannels: [key.publicKey],
      embeddings: { model: "none", embedDocuments: async () => [], embedQuery: async () => [] },
    });
    closers.push(() => sallyport.close());
    return sallyport;
  }

  const sallyport = await openHome();
  await sallyport.registerAgent({
    id: "support-bot",
    tenant: "acme",
    owner: "olga",
    purpose: "support",
    tools: ["*"],
  });
  await sallyport.gate.connectors.register({ name: "billing", owner: "olga", trust: "reviewed" });
  const refundTool = {
    name: "issue_refund",
    description: "Pays money back.",
    schema: z.object({ order: z.string(), amount: z.int(), note: z.string().optional() }),
    connector: "billing",
    impact: "high" as const,
    reversible: false,
    audience: "external" as const,
    steering: { amount: "/amount", records: "/order" },
    readCurrent: async () => current(),
    execute: async (args: unknown) => {
      effects.push(args);
      return "paid";
    },
  };
  await sallyport.registerTool(refundTool);

  const at = (of: SlackSimulator, { id }: { readonly id: string }) =>
    isInstallable ? `${of.workspace.team}/${id}` : id;
  const installation = {
    SLACK_CLIENT_ID: workspace.app.clientId,
    SLACK_CLIENT_SECRET: workspace.app.clientSecret,
    SLACK_REDIRECT_URL: "https://bot.example/slack/oauth_redirect",
    SALLYPORT_INSTALLATION_KEY: randomBytes(32).toString("base64"),
  };
  const config = readConfig({
    SLACK_MODE: transport,
    ...(isInstallable ? installation : { SLACK_BOT_TOKEN: workspace.botToken }),
    SLACK_APP_TOKEN: workspace.appToken,
    SLACK_SIGNING_SECRET: workspace.signingSecret,
    SLACK_APP_ID: workspace.appId,
    SLACK_API_URL: simulator.api.url,
    SLACK_CHANNELS: `acme=${at(simulator, channel)}`,
    SLACK_AUDIT_CHANNEL: isAudited ? at(auditors, audit) : "",
    SALLYPORT_DIRECTORY: "unused",
    PORT: "0",
  });
  const links = openLinks({ storage: sallyport.storage, key, clock: systemClock });
  const logger = createLogger("error");
  logger.level = process.env.SLACK_TEST_LOG ?? "silent";
  const unlimited = { burst: 1000, everyMs: 1 };

  const bots: Bot[] = [];
  /** One more replica, with a database connection of its own. */
  async function addBot(): Promise<Bot> {
    const bot = await startBot({
      config,
      sallyport: await openHome(),
      key,
      logger,
      ...(isLimited ? {} : { pace: { post: unlimited, update: unlimited } }),
    });
    bots.push(bot);
    connect();
    return bot;
  }
  const urls = () => bots.map(({ port }) => `http://127.0.0.1:${port}/slack/events`);
  function connect(): void {
    simulator.connect(transport === "socket" ? "socket" : urls());
  }
  for (let started = 0; started < replicas; started += 1) await addBot();

  async function addPerson(name: string, flags: Partial<SimulatedUser> = {}, as: Partial<Person> = {}) {
    const user = workspace.addUser(name, flags);
    await links.link(
      { enterprise: "", team: workspace.team, user: user.id },
      { tenant: "acme", principal: name, ...as },
    );
    return user;
  }

  /** The same run wants several things at once. */
  async function askMany(all: readonly JsonValue[]) {
    const token = await sallyport.localIssuer?.issueToken("acme", "ana");
    const session = await sallyport.startSession({ token: token ?? "", agent: "support-bot" });
    session.hear(`Please: ${JSON.stringify(all)}`);
    return Promise.all(
      all.map(async (args, n) => {
        const call = {
          tool: "issue_refund",
          arguments: args as object,
          callId: `many_${n}`,
          approvals: "return",
        } as const;
        const first = await session.call(call);
        if (first.type !== "pending") throw new Error(`The call was ${first.type}, not pending.`);
        return { request: first.approval, run: () => session.call(call) };
      }),
    );
  }

  let calls = 0;
  /** Ana's agent wants to pay, in a run of its own. */
  async function ask(args: JsonValue = { order: "10492", amount: 12_400 }) {
    calls += 1;
    const token = await sallyport.localIssuer?.issueToken("acme", "ana");
    const session = await sallyport.startSession({ token: token ?? "", agent: "support-bot" });
    session.hear(`Please: ${JSON.stringify(args)}`);
    const call = {
      tool: "issue_refund",
      arguments: args,
      callId: `call_${calls}`,
      approvals: "return",
    } as const;
    const first = await session.call(call);
    if (first.type !== "pending") throw new Error(`The call was ${first.type}, not pending.`);
    return { request: first.approval, run: () => session.call(call) };
  }

  const cardOf = (request: ApprovalRequest) =>
    workspace.messages.find(
      ({ metadata }) => metadata?.event_type === "sallyport_card" && metadata.event_payload.id === request.id,
    );

  /** The card as soon as it is there. */
  async function card(request: ApprovalRequest): Promise<SimulatedMessage> {
    await until(() => cardOf(request) !== undefined, "the card");
    return cardOf(request) as SimulatedMessage;
  }

  /** What the bot told somebody, when it did. */
  async function answerTo(user: SimulatedUser, count = 1): Promise<string> {
    const answers = () => workspace.ephemerals.filter((each) => each.user === user.id);
    await until(() => answers().length >= count, `an answer to ${user.name}`);
    return answers().at(-1)?.text ?? "";
  }

  /** What the modal of somebody says once it says something. */
  async function modalOf(user: SimulatedUser, containing: string) {
    const read = () => JSON.stringify(simulator.openViewOf(user)?.view ?? "");
    await until(() => read().includes(containing), `a modal with "${containing}", not ${read()}`);
    return simulator.openViewOf(user)!;
  }

  return {
    ...{
      simulator,
      workspace,
      channel,
      elsewhere,
      audit,
      auditors,
      config,
      sallyport,
      key,
      links,
      effects,
      bots,
      urls,
      addBot,
      connect,
    },
    addPerson,
    ask,
    askMany,
    card,
    cardOf,
    answerTo,
    modalOf,
    openHome,
    home,
    state: (request: ApprovalRequest) => sallyport.approvals.state(request.id),
    async close() {
      await Promise.all(bots.map((bot) => bot.stop()));
      for (const close of closers) await close();
      await simulator.close();
    },
  };
}

export type SlackWorld = Awaited<ReturnType<typeof openSlackWorld>>;

/** Looks until it is so; fails after half a minute or as many seconds as are given, naming what did not come. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  what: string,
  seconds = 30,
): Promise<void> {
  for (let looked = 0; looked < seconds * 100; looked += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`It did not come: ${what}.`);
}
