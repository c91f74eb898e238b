import { spawnSync } from "node:child_process";
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const app = fileURLToPath(new URL("../../../approval-bot/src/app.ts", import.meta.url));
const start = (home: string) =>
  spawnSync(process.execPath, ["--import", "tsx", "--conditions=@sallyport/source", app, home], {
    encoding: "utf8",
  });

it("starts, explains itself, and keeps one key whose private half it never prints", () => {
  const home = mkdtempSync(join(tmpdir(), "sallyport-bot-"));
  const first = start(home);
  expect(first).toMatchObject({ status: 0, stderr: "" });
  expect(first.stdout).toContain("approvals decide");
  expect(first.stdout).not.toMatch(/"d":/);
  expect(start(home).stdout).toBe(first.stdout);
  expect(statSync(join(home, "keys", "approval-bot.json")).mode & 0o777).toBe(0o600);
});
