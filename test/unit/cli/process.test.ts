import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const program = fileURLToPath(new URL("../../../sdk/bin/sallyport.ts", import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sallyport-process-"));
  await writeFile(join(folder, "minutes.txt"), "The quay office opens at eight.\n");
  await writeFile(join(folder, "typo.cedar"), "permitt (principal, action, resource);\n");
});
afterAll(() => rm(folder, { recursive: true }));

const start = (...args: string[]) =>
  spawn(process.execPath, ["--import", "tsx", "--conditions=@sallyport/source", program, ...args]);

it("keeps its exit code when the reader of its output has gone", async () => {
  const child = start("policy", "check", folder);
  child.stdout.destroy();
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect({ code, err }).toEqual({ code: 1, err: "" });
});

it("ends in order on Ctrl-C", async () => {
  const child = start("screen", join(folder, "minutes.txt"), "-");
  // It has answered for the file and waits for stdin.
  await once(child.stdout, "data");
  child.kill("SIGINT");
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect({ code, err }).toEqual({ code: 130, err: "Stopped.\n" });
});
