import { writeFile } from "node:fs/promises";
import { renderTrace, renderTraceHtml, SallyportError, traceSession } from "@sallyport/sdk";
import type { CliErrorCode } from "../cli-error.ts";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";

export const addTraceCommand: AddCommand = (parent, runner) => {
  parent
    .command("trace")
    .summary("one run as a tree, from the human to each outcome")
    .description("Draws one run as a tree: the human, the agents, and what each did with all that followed.")
    .argument("<session>", "its id; receipts query shows them")
    .option("--html <file>", "write it as a page instead, where every receipt unfolds")
    .addHelpText("after", "\nExample:\n  sallyport trace ses_6f1c… --html trace.html")
    .action((session: string, options: { html?: string }) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const trace = await traceSession(sallyport.storage, session);
        if (trace === undefined) throw noReceipt(session);
        if (options.html !== undefined) {
          await writeFile(options.html, renderTraceHtml(trace));
          terminal.say(`${trace.receipts.length} receipts in ${options.html}.`);
        } else if (!terminal.isJson) terminal.printLines(renderTrace(trace, { isColor: terminal.isColor }));
        if (terminal.isJson) terminal.printJson(trace);
        return exitCode.ok;
      }),
    );
};

function noReceipt(session: string): SallyportError {
  return new SallyportError<CliErrorCode>({
    code: "ERR_CLI_SESSION",
    message: `The session ${session} left no receipt.`,
    hint: "sallyport receipts query --type session-started lists sessions.",
  });
}
