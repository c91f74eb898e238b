import { createRequire } from "node:module";
import { type Argument, Command } from "commander";
import type { Runner } from "./command.ts";
import {
  type CommandContext,
  createInvocation,
  type GlobalOptions,
  withSallyport,
} from "./command-context.ts";
import { commandGroups } from "./commands/index.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import type { CliHost } from "./host.ts";
import { reportError } from "./report-error.ts";
import { createTerminal } from "./terminal.ts";
import { untilAborted } from "./until-aborted.ts";

const { version } = createRequire(import.meta.url)("@sallyport/sdk/package.json") as { version: string };

const about = `Two doors around every RAG agent: what it may read, and what it may do.

Data goes to stdout, messages and progress to stderr.
Exit codes: 0 ok, 1 a check failed, 2 wrong usage, 3 denied.`;

const examples = `
Examples:
  sallyport ingest
  sallyport search --as maya "open refunds"
  sallyport can maya read finance/credit-control-procedure.md --explain
  sallyport receipts verify --bundle ledger.jsonl --key ledger.pub.json

Every command has its own --help with an example.`;

/** Runs one command line and returns its exit code; never throws. */
export async function runCli(args: readonly string[], host: CliHost): Promise<ExitCode> {
  // Also where commander itself refuses the arguments, which is before it has read this option.
  const terminal = createTerminal(host, args.includes("--json"));
  let code: ExitCode = exitCode.ok;
  const program = createProgram(host, {
    async opened(work, open) {
      const options = program.opts<GlobalOptions>();
      const invocation = createInvocation(options, host, terminal);
      const abortable = (context: CommandContext) => untilAborted(() => work(context), host.signal);
      code = await withSallyport(options, invocation, abortable, open);
    },
    async alone(work) {
      const invocation = createInvocation(program.opts<GlobalOptions>(), host, terminal);
      code = await untilAborted(() => work(invocation), host.signal);
    },
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    return reportError(error, terminal, host);
  }
}

/** All commands, not yet run. */
export function createProgram(host: CliHost, runner: Runner): Command {
  const program = new Command("sallyport")
    .description(about)
    .version(version)
    .option("-c, --config <file>", 'configuration (default: "sallyport.config.json")')
    .option("--home <folder>", "database and keys, instead of the configuration's")
    .option("--json", "one JSON document on stdout")
    .addHelpText("after", examples)
    .showHelpAfterError("Run it with --help to see what it takes.")
    .helpCommand(false)
    .configureHelp({
      showGlobalOptions: true,
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map(argumentTerm)].join(" "),
    })
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHelpWidth: () => host.stdout.columns ?? 100,
      getErrHelpWidth: () => host.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride();
  for (const { heading, commands } of commandGroups) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, runner);
  }
  return program;
}

function argumentTerm(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "…" : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}
