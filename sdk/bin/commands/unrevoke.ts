import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";

export const addUnrevokeCommand: AddCommand = (parent, runner) => {
  parent
    .command("unrevoke")
    .summary("lift a revocation")
    .description("Lifts a revocation that is in force. This leaves a receipt too.")
    .argument("<id>", "the revocation's id")
    .option("--by <person>", "who decided it", "command-line")
    .addHelpText("after", "\nExample:\n  sallyport unrevoke rev_2f6a… --by priya")
    .action((id: string, options: { by: string }) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const revocation = await sallyport.revocations.lift(id, options.by);
        if (terminal.isJson) terminal.printJson(revocation);
        else terminal.print(`${id} is lifted: ${revocation.kind} ${revocation.subject} may act again.`);
        return exitCode.ok;
      }),
    );
};
