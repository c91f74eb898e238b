import { renderTrace, traceSession } from "@sallyport/sdk";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";

export const addTraceCommand: AddCommand = (program, run) => {
  program
    .command("trace")
    .description("one run as a tree: the human, the agents, and what each did")
    .argument("<session>", "its id")
    .action((session: string) =>
      run(async ({ sallyport, terminal }) => {
        const trace = await traceSession(sallyport.storage, session);
        if (trace === undefined) {
          terminal.say("That session left no receipt.");
          return exitCode.failedCheck;
        }
        if (terminal.isJson) terminal.printJson(trace);
        else terminal.print(renderTrace(trace));
        return exitCode.ok;
      }),
    );
};
