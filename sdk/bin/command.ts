import type { Command } from "commander";
import type { CommandContext, Invocation, OpenOptions } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";

/** Runs a command's work; what the work returns is the exit code. */
export interface Runner {
  /** With the configured Sallyport open, which is closed again whatever happens. */
  opened(work: (context: CommandContext) => Promise<ExitCode>, options?: OpenOptions): Promise<void>;
  /** With neither configuration nor home: for auditors, and for continuous integration. */
  alone(work: (invocation: Invocation) => Promise<ExitCode>): Promise<void>;
}

/** Adds one command to the program, or to a group of commands. */
export type AddCommand = (parent: Command, runner: Runner) => void;
