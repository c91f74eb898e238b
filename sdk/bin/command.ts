import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";

/** Opens the configured Sallyport around `work`, whose result is the exit code. */
export type RunCommand = (work: (context: CommandContext) => Promise<ExitCode>) => Promise<void>;

/** Adds one command to the program. */
export type AddCommand = (program: Command, run: RunCommand) => void;
