import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

import { scopes as installScopes } from "../../../approval-bot/src/install/routes.ts";

interface Manifest {
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly long_description: string;
  };
  readonly features: {
    readonly app_home: { readonly home_tab_enabled: boolean };
    readonly slash_commands: readonly { readonly command: string; readonly url?: string }[];
  };
  readonly oauth_config: {
    readonly redirect_urls?: readonly string[];
    readonly scopes: { readonly bot: readonly string[] };
  };
  readonly settings: {
    readonly socket_mode_enabled: boolean;
    readonly interactivity: { readonly is_enabled: boolean; readonly request_url?: string };
    readonly event_subscriptions: { readonly request_url?: string; readonly bot_events: readonly string[] };
  };
}

const read = (name: string): Manifest =>
  JSON.parse(readFileSync(new URL(`../../../approval-bot/${name}`, import.meta.url), "utf8"));
const http = read("manifest.json");
const socket = read("manifest.socket-mode.json");

it("stays within the limits of Slack's manifest schema", () => {
  for (const { display_information: about } of [http, socket]) {
    expect(about.name.length).toBeLessThanOrEqual(35);
    expect(about.description.length).toBeLessThanOrEqual(140);
    expect(about.long_description.length).toBeGreaterThanOrEqual(175);
  }
});

it("names addresses for HTTP, and none for Socket Mode", () => {
  expect([http, socket].map(({ settings }) => settings.socket_mode_enabled)).toEqual([false, true]);
  expect(http.settings.interactivity.request_url).toMatch(/\/slack\/events$/);
  expect(JSON.stringify(socket)).not.toContain("http");
});

it("asks for the same rights either way, and for none that would let it speak as others or read direct messages", () => {
  expect(http.oauth_config.scopes).toEqual(socket.oauth_config.scopes);
  expect(http.oauth_config.redirect_urls).toEqual(["https://sallyport.example.com/slack/oauth_redirect"]);
  const scopes = http.oauth_config.scopes.bot;
  expect(scopes).toEqual(installScopes);
  expect(scopes.filter((scope) => /customize|public|admin|im:history|email/.test(scope))).toEqual([]);
});

it("offers the command that has a listener, and Home", () => {
  for (const { features } of [http, socket]) {
    expect(features.slash_commands.map(({ command }) => command)).toEqual(["/approvals"]);
    expect(features.app_home.home_tab_enabled).toBe(true);
  }
});

it("subscribes to what has a listener", () => {
  const listeners = readFileSync(
    new URL("../../../approval-bot/src/listeners/index.ts", import.meta.url),
    "utf8",
  );
  for (const event of http.settings.event_subscriptions.bot_events) expect(listeners).toContain(`"${event}"`);
});
