import { SallyportError } from "@sallyport/sdk";
import type { Invocation } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";
import { reportError } from "./report-error.ts";

/**
 * Does the work for each file, and goes on past one that can't be read: it is named, and gives the command its exit
 * code. With `--json` it is the answer, as that is one document.
 */
export async function eachFile<T>(
  files: readonly string[],
  { host, terminal }: Invocation,
  work: (file: string) => Promise<T>,
): Promise<{ readonly results: readonly T[]; readonly failure?: ExitCode }> {
  const results: T[] = [];
  let failure: ExitCode | undefined;
  for (const file of files) {
    try {
      results.push(await work(file));
    } catch (error) {
      if (terminal.isJson || host.signal.aborted || !SallyportError.isInstance(error)) throw error;
      failure = reportError(error, terminal, host);
    }
  }
  return failure === undefined ? { results } : { results, failure };
}
