import { SallyportError } from "@sallyport/sdk";
import { Command, CommanderError } from "commander";
import type { AddCommand, RunCommand } from "./command.ts";
import { type GlobalOptions, withContext } from "./command-context.ts";
import { addApprovalsCommand } from "./commands/approvals.ts";
import { addCanCommand } from "./commands/can.ts";
import { addIngestCommand } from "./commands/ingest.ts";
import { addReceiptsCommand } from "./commands/receipts.ts";
import { addRevokeCommands } from "./commands/revoke.ts";
import { addSearchCommand } from "./commands/search.ts";
import { addTraceCommand } from "./commands/trace.ts";
import { addWhoCanReadCommand } from "./commands/who-can-read.ts";
import { addWhyCommand } from "./commands/why.ts";
import { exitCode } from "./exit-code.ts";
import { createTerminal } from "./terminal.ts";

const commands: readonly AddCommand[] = [
  addIngestCommand,
  addSearchCommand,
  addWhoCanReadCommand,
  addCanCommand,
  addApprovalsCommand,
  addRevokeCommands,
  addReceiptsCommand,
  addWhyCommand,
  addTraceCommand,
];

const about = `Two doors around every RAG agent: what it may read, and what it may do.

Data goes to stdout, progress and messages to stderr. Exit codes: 0 ok, 1 a check failed, 2 wrong usage, 3 denied.`;

/** Runs one command line and returns its exit code; never throws. */
export async function runCli(args: readonly string[]): Promise<number> {
  let code: number = exitCode.ok;
  const program = new Command("sallyport")
    .description(about)
    .version("0.1.0")
    .option("-c, --config <file>", "configuration", "sallyport.config.json")
    .option("--home <folder>", "database and keys, instead of the configuration's")
    .option("--json", "one JSON document on stdout")
    .addHelpText(
      "after",
      '\nExamples:\n  sallyport ingest\n  sallyport search --as maya "open refunds"\n  sallyport why sdk-1a2b:7',
    )
    .exitOverride()
    .configureOutput({ outputError: (text) => process.stderr.write(text) });

  const run: RunCommand = async (work) => {
    const options = program.opts<GlobalOptions & { json?: boolean }>();
    code = await withContext(options, createTerminal(options.json === true), work);
  };
  for (const add of commands) add(program, run);

  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    return reportError(error);
  }
  return code;
}

function reportError(error: unknown): number {
  // Commander has printed its message; help and version end this way too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  if (SallyportError.isInstance(error)) {
    process.stderr.write(
      `${error.code}: ${error.message}\n${error.hint === undefined ? "" : `${error.hint}\n`}`,
    );
    return error.code.startsWith("ERR_CONFIG") || error.code.startsWith("ERR_CLI")
      ? exitCode.usage
      : exitCode.failedCheck;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCode.failedCheck;
}
