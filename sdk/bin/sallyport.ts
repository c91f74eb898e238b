#!/usr/bin/env node
import { exitCode } from "./exit-code.ts";
import { runCli } from "./run-cli.ts";

// A reader that has seen enough (`| head`) is no failure: the command goes on, and its exit code stays true.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// The first Ctrl-C stops the command in order, a second one at once.
const interruption = new AbortController();
process.once("SIGINT", () => interruption.abort(new Error("interrupted")));

const { stdin, stdout, stderr, env } = process;
process.exitCode = await runCli(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  signal: interruption.signal,
});
if (process.exitCode === exitCode.interrupted) process.exit();
