import { PassThrough, Readable, Writable } from "node:stream";
import { runCli } from "../../../sdk/bin/run-cli.ts";

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What stdout says as one JSON document. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever JSON a command prints.
  json(): any;
}

export interface CliSurroundings {
  readonly stdin?: string | Readable;
  /** As if both streams were a terminal. */
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Runs one command line in this process and keeps what it wrote. */
export async function run(args: readonly string[], surroundings: CliSurroundings = {}): Promise<CliResult> {
  const { stdin = "", isTerminal = false, env = {}, signal = new AbortController().signal } = surroundings;
  const [stdout, stderr] = [new Capture(isTerminal), new Capture(isTerminal)];
  const input = typeof stdin === "string" ? Readable.from(stdin === "" ? [] : [Buffer.from(stdin)]) : stdin;
  const code = await runCli(args, { stdin: input, stdout, stderr, env, signal });
  return { code, out: stdout.text, err: stderr.text, json: () => JSON.parse(stdout.text) };
}

/** A stdin on which nobody types. */
export function silence(): Readable {
  return new PassThrough();
}

class Capture extends Writable {
  text = "";
  readonly columns = 100;
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
