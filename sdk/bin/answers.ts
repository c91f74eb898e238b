import { PassThrough } from "node:stream";
import { SallyportError } from "@sallyport/sdk";
import type { CliErrorCode } from "./cli-error.ts";
import type { CliHost } from "./host.ts";

/** What a person types, line by line. */
export interface Answers {
  /** Not itself a terminal, so that Ctrl-C and Ctrl-D stay the host's to handle. */
  readonly input: NodeJS.ReadableStream;
  /** Rejects when it ends before anything was typed: silence is no answer, and no "no". */
  readonly end: Promise<never>;
}

export function readAnswers({ stdin, signal }: CliHost): Answers {
  const input = new PassThrough();
  const end = new Promise<never>((_, reject) => {
    let isSilent = true;
    stdin.on("data", () => {
      isSilent = false;
    });
    stdin.on("end", () => isSilent && reject(noAnswer()));
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  stdin.pipe(input);
  return { input, end };
}

function noAnswer(): SallyportError {
  return new SallyportError<CliErrorCode>({
    code: "ERR_CLI_NO_ANSWER",
    message: "Nobody answered; nothing was decided.",
    hint: "Run it where somebody can type.",
  });
}
