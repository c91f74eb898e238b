import { spawnSync } from "node:child_process";
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const app = fileURLToPath(new URL("../../../approval-bot/src/app.ts", import.meta.url));

function run(args: readonly string[], environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, ["--import", "tsx", "--conditions=@sallyport/source", app, ...args], {
    encoding: "utf8",
    env: { PATH: process.env.PATH ?? "", ...environment },
  });
}

const secret = ["xoxb", "9876543210", "abcdef"].join("-");

it("names every missing variable at start, and shows no value", () => {
  const { status, stderr, stdout } = run([], { SLACK_BOT_TOKEN: secret, SLACK_CHANNELS: "not a pair" });
  expect(status).toBe(2);
  for (const name of ["SLACK_APP_ID", "SLACK_SIGNING_SECRET", "SALLYPORT_DIRECTORY"])
    expect(stderr).toContain(`${name} is missing`);
  expect(stderr).toContain("SLACK_CHANNELS has to be");
  expect(stdout + stderr).not.toContain(secret);
  expect(stdout + stderr).not.toContain("not a pair");
});

it("ends with a plain word when Slack cannot be reached, and prints no token", () => {
  const folder = mkdtempSync(join(tmpdir(), "sallyport-bot-"));
  const key = join(folder, "bot.json");
  const environment = {
    SLACK_BOT_TOKEN: secret,
    SLACK_APP_ID: "A0123",
    SLACK_SIGNING_SECRET: "0123456789abcdef0123",
    SLACK_CHANNELS: "acme=C0123",
    // Nothing listens on the discard port.
    SLACK_API_URL: "http://127.0.0.1:9/api/",
    SALLYPORT_HOME: join(folder, "home"),
    SALLYPORT_DIRECTORY: fileURLToPath(new URL("../../../fixtures/people.yaml", import.meta.url)),
    SALLYPORT_BOT_KEY: key,
  };
  const { status, stderr, stdout } = run([], environment);
  expect(status).toBe(1);
  expect(stdout + stderr).not.toContain(secret);
  expect(statSync(key).mode & 0o777).toBe(0o600);

  const shown = run(["key"], environment);
  expect(JSON.parse(shown.stdout)).toMatchObject({ crv: "Ed25519" });
  expect(shown.stdout).not.toContain('"d"');
});
