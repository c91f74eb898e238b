import { createProgram } from "../../../sdk/bin/run-cli.ts";

interface Node {
  name(): string;
  readonly commands: readonly Node[];
}

/** All commands, for looking at; running one does nothing. */
export const program = createProgram(
  {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: {},
    signal: new AbortController().signal,
  },
  { opened: async () => {}, alone: async () => {} },
);

/** The commands that do something, each as its path of names. */
export function programLeaves(command: Node, path: readonly string[] = []): readonly (readonly string[])[] {
  return command.commands.length === 0
    ? [path]
    : command.commands.flatMap((child) => programLeaves(child, [...path, child.name()]));
}
