import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ConfigError, oauthOf, readConfig } from "../../../approval-bot/src/config.ts";

const token = (kind: string) => [kind, "1", "simulated"].join("-");
const http = {
  SLACK_BOT_TOKEN: token("xoxb"),
  SLACK_APP_ID: "A0123",
  SLACK_SIGNING_SECRET: "0123456789abcdef0123",
  SLACK_CHANNELS: "acme=C0123, borealis=G0456",
  SALLYPORT_DIRECTORY: "people.yaml",
};

it("reads tenants and their channels", () => {
  const { SLACK_CHANNELS, SLACK_MODE, HOST } = readConfig(http);
  expect(SLACK_CHANNELS).toEqual(
    new Map([
      ["acme", { channel: "C0123" }],
      ["borealis", { channel: "G0456" }],
    ]),
  );
  expect({ SLACK_MODE, HOST }).toEqual({ SLACK_MODE: "http", HOST: "127.0.0.1" });
});

it("asks for what the mode needs, and for no more", () => {
  const { SLACK_SIGNING_SECRET: _, ...socket } = http;
  expect(() => readConfig({ ...socket, SLACK_MODE: "socket" })).toThrow("SLACK_APP_TOKEN is missing");
  expect(readConfig({ ...socket, SLACK_MODE: "socket", SLACK_APP_TOKEN: token("xapp") }).SLACK_MODE).toBe(
    "socket",
  );
  expect(() => readConfig(socket)).toThrow("SLACK_SIGNING_SECRET is missing");
  expect(() => readConfig({ ...http, SLACK_MODE: "carrier pigeon" })).toThrow("http or socket");
});

it("takes one workspace by its token, or several by OAuth, and says what is missing of it", () => {
  const { SLACK_BOT_TOKEN: _, ...tokenless } = http;
  expect(() => readConfig(tokenless)).toThrow("SLACK_BOT_TOKEN is missing");
  expect(oauthOf(readConfig(http))).toBeUndefined();
  const key = Buffer.alloc(32, 7).toString("base64");
  const several = {
    ...tokenless,
    SLACK_CLIENT_ID: "1.2",
    SLACK_CLIENT_SECRET: "0123456789abcdef",
    SLACK_REDIRECT_URL: "https://a.example/slack/oauth_redirect",
    SALLYPORT_INSTALLATION_KEY: key,
    SLACK_CHANNELS: "acme=T0001/C0123",
  };
  const read = readConfig(several);
  expect(read.SLACK_CHANNELS.get("acme")).toEqual({ team: "T0001", channel: "C0123" });
  expect(oauthOf(read)).toMatchObject({ clientId: "1.2", key: Buffer.alloc(32, 7) });
  for (const name of ["SLACK_CLIENT_SECRET", "SLACK_REDIRECT_URL", "SALLYPORT_INSTALLATION_KEY"])
    expect(() => readConfig({ ...several, [name]: "" })).toThrow(`${name} is missing`);
  expect(() => readConfig({ ...several, SLACK_CHANNELS: "acme=C0123" })).toThrow("TEAM/CHANNEL");
  expect(() => readConfig({ ...several, SALLYPORT_INSTALLATION_KEY: "c2hvcnQ=" })).toThrow("32 random bytes");
  expect(() => readConfig({ ...http, SLACK_CHANNELS: "acme=C01,=C02" })).toThrow("SLACK_CHANNELS has to be");
});

it("sends tokens nowhere but over TLS or to this host", () => {
  expect(() => readConfig({ ...http, SLACK_API_URL: "http://slack.example/api/" })).toThrow(ConfigError);
  expect(readConfig({ ...http, SLACK_API_URL: "http://127.0.0.1:1/api/" }).SLACK_API_URL).toContain(
    "127.0.0.1",
  );
});

it("describes in .env.sample exactly the variables that it reads", () => {
  const sample = readFileSync(new URL("../../../approval-bot/.env.sample", import.meta.url), "utf8");
  const source = readFileSync(new URL("../../../approval-bot/src/config.ts", import.meta.url), "utf8");
  const described = new Set([...sample.matchAll(/^#? ?([A-Z_]+)=/gm)].map(([, name]) => name));
  const read = new Set([...source.matchAll(/^\s+([A-Z_]+):/gm)].map(([, name]) => name));
  read.delete("SLACK_API_URL"); // for the simulator alone
  expect(described).toEqual(read);
});
