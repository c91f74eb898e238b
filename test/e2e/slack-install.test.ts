import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBot } from "../../approval-bot/src/bot.ts";
import { createSeal } from "../../approval-bot/src/install/seal.ts";
import { createLogger } from "../../approval-bot/src/log.ts";
import { agreeToInstall } from "../slack-simulator/oauth.ts";
import type { SimulatedWorkspace } from "../slack-simulator/workspace.ts";
import { openSlackWorld, type SlackWorld, until } from "./slack/world.ts";

let world: SlackWorld;
beforeAll(async () => {
  world = await openSlackWorld({ isInstallable: true, isAudited: true, replicas: 2 });
});
afterAll(() => world.close());

const base = (replica = 0) => `http://127.0.0.1:${world.bots[replica]?.port}`;
const redirectUri = "https://bot.example/slack/oauth_redirect";

/** An administrator's browser comes to the bot, and would go on to Slack. */
async function begin() {
  const response = await fetch(`${base()}/slack/install`, { redirect: "manual" });
  const to = new URL(response.headers.get("location") ?? "");
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  return { to, cookie, state: to.searchParams.get("state") ?? "" };
}
/** Slack has sent the browser back; any replica may be asked. */
const end = (query: Readonly<Record<string, string>>, cookie: string, replica = 1) =>
  fetch(`${base(replica)}/slack/oauth_redirect?${new URLSearchParams(query)}`, { headers: { cookie } });

async function install(workspace: SimulatedWorkspace) {
  const { state, cookie } = await begin();
  return end({ code: agreeToInstall(workspace, redirectUri), state }, cookie);
}
const installed = async () =>
  (await world.sallyport.storage.selectFrom("slack_installation").selectAll().execute()).map(
    ({ team }) => team,
  );

describe("before anybody has installed it", () => {
  it("cards wait, and nobody is heard", async () => {
    const { request } = await world.ask();
    const body = await world.simulator.send("events_api", {
      type: "event_callback",
      team_id: world.workspace.team,
      api_app_id: world.workspace.appId,
      event_id: "Ev1",
      event: { type: "app_home_opened", user: "U1", tab: "home", channel: "D1" },
    });
    expect(body.status).not.toBe(500);
    expect(world.workspace.homes.size).toBe(0);
    expect(world.cardOf(request)).toBeUndefined();
  });

  it("[G2] an installation that was not begun here, in this browser, or just now is refused", async () => {
    const code = () => agreeToInstall(world.workspace, redirectUri);
    const { state, cookie } = await begin();
    const other = await begin();
    const attempts = [
      await end({ code: code() }, cookie),
      await end({ code: code(), state: "x".repeat(43) }, cookie),
      // Somebody else's browser is made to finish what an attacker began.
      await end({ code: code(), state }, ""),
      await end({ code: code(), state }, other.cookie),
      await end({ code: "made-up", state: other.state }, other.cookie),
      await end({ error: "access_denied", state }, cookie),
    ];
    expect(attempts.map(({ status }) => status)).toEqual(attempts.map(() => 400));
    const texts = await Promise.all(attempts.map((each) => each.text()));
    expect(new Set(texts).size).toBe(1);
    expect(await installed()).toEqual([]);
  });

  it("[G2] the same state is good once, and not after ten minutes", async () => {
    const { state, cookie } = await begin();
    const { storage } = world.sallyport;
    await storage
      .updateTable("slack_oauth_state")
      .set({ expires_at: Date.now() - 1 })
      .execute();
    const code = () => agreeToInstall(world.workspace, redirectUri);
    expect((await end({ code: code(), state }, cookie)).status).toBe(400);
    const fresh = await begin();
    await end({ code: "made-up", state: fresh.state }, fresh.cookie);
    expect((await end({ code: code(), state: fresh.state }, fresh.cookie)).status).toBe(400);
    expect(await installed()).toEqual([]);
  });

  it("[G2] a workspace that the configuration does not name gets nothing", async () => {
    const stranger = world.simulator.addWorkspace("T0OTHER01");
    expect((await install(stranger.workspace)).status).toBe(400);
    expect(await installed()).toEqual([]);
  });
});

describe("with two workspaces", () => {
  beforeAll(async () => {
    expect((await install(world.workspace)).status).toBe(200);
    expect((await install(world.auditors.workspace)).status).toBe(200);
  });

  it("asks Slack for what the manifest says, and for no more", async () => {
    const { to } = await begin();
    expect(to.origin + to.pathname).toBe("https://slack.com/oauth/v2/authorize");
    expect(to.searchParams.get("scope")).toContain("chat:write,commands");
    expect(to.searchParams.get("user_scope") ?? "").toBe("");
  });

  it("[G2] each gets its own messages, and its people decide there", async () => {
    const { request, run } = await world.ask({ order: "55", amount: 550 });
    const card = await world.card(request);
    expect(world.auditors.workspace.messages.every(({ channel }) => channel === world.audit.id)).toBe(true);
    await until(() => world.auditors.workspace.messages.length > 0, "the checkpoint, elsewhere");

    // The same person of the directory, known in the other workspace: it serves another tenant.
    world.auditors.connectLike(world.simulator);
    const away = world.auditors.workspace.addUser("fay");
    await world.links.link(
      { enterprise: "", team: world.auditors.workspace.team, user: away.id },
      { tenant: "acme", principal: "fay" },
    );
    await world.auditors.command(away, world.audit.id, "/approvals", request.id);
    await until(
      () => JSON.stringify(world.auditors.openViewOf(away)?.view ?? "").includes("decided in this workspace"),
      "the refusal",
    );
    const fay = await world.addPerson("fay");
    await world.simulator.click(fay, card, "sallyport.approve");
    expect(await world.answerTo(fay)).toContain("approved");
    expect(await run()).toMatchObject({ type: "executed" });
  });

  it("keeps no token readable in the database, nor takes one row's for another's", async () => {
    const bytes = await Promise.all(
      ["sallyport.db", "sallyport.db-wal"].map((file) =>
        readFile(join(world.home, file)).catch(() => Buffer.alloc(0)),
      ),
    );
    const all = Buffer.concat(bytes);
    expect(all.includes(world.workspace.team)).toBe(true);
    for (const { botToken } of [world.workspace, world.auditors.workspace])
      expect(all.includes(botToken)).toBe(false);

    const seal = createSeal(Buffer.alloc(32, 1));
    const sealed = seal.close("secret", "one");
    expect(seal.open(sealed, "one")).toBe("secret");
    expect(() => seal.open(sealed, "other")).toThrow();
    expect(() => createSeal(Buffer.alloc(32, 2)).open(sealed, "one")).toThrow();
    const flipped = Buffer.from(sealed, "base64");
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    expect(() => seal.open(flipped.toString("base64"), "one")).toThrow();
  });

  it("does not start with another key than the one that sealed the tokens", async () => {
    const { sallyport, key } = world;
    const config = { ...world.config, SALLYPORT_INSTALLATION_KEY: Buffer.alloc(32, 3) };
    const started = startBot({ config, sallyport, key, logger: createLogger("silent") });
    await expect(started).rejects.toThrow("SALLYPORT_INSTALLATION_KEY is not the one");
  });

  it("does not start with a token of another workspace than the channels'", async () => {
    const { sallyport, key } = world;
    const { SALLYPORT_INSTALLATION_KEY: _, ...config } = { ...world.config, SALLYPORT_INSTALLATION_KEY: "" };
    const other = { ...config, SLACK_BOT_TOKEN: world.auditors.workspace.botToken } as typeof world.config;
    const started = startBot({ config: other, sallyport, key, logger: createLogger("silent") });
    await expect(started).rejects.toThrow("A channel is in T0SIM0001");
  });

  it("[G5] forgets the token of a workspace that removes the app; the other goes on", async () => {
    await world.auditors.tellEvent({ type: "app_uninstalled" });
    await until(async () => (await installed()).length === 1, "the removal");
    const { request } = await world.ask({ order: "56", amount: 560 });
    const card = await world.card(request);
    const finn = await world.addPerson("finn");
    await world.simulator.click(finn, card, "sallyport.approve");
    await until(async () => (await world.state(request)) === "approved", "the approval");
    const homes = world.auditors.workspace.homes.size;
    await world.auditors.openHome(world.auditors.workspace.addUser("late"));
    expect(world.auditors.workspace.homes.size).toBe(homes);
  });
});
