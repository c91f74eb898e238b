import { explainReceipt, findCauses, findReceipt, renderExplanation } from "@sallyport/sdk";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";

export const addWhyCommand: AddCommand = (parent, runner) => {
  parent
    .command("why")
    .summary("the five answers behind a receipt")
    .description(
      "Says who started it, which agent ran it, under what authority, by which policy, and what to revoke to stop it.",
    )
    .argument("<receipt>", "its id")
    .addHelpText("after", "\nExample:\n  sallyport why sdk-1a2b3c4d5e6f:12")
    .action((id: string) =>
      runner.opened(async ({ sallyport: { storage }, terminal }) => {
        const receipt = await findReceipt(storage, id);
        const explanation = explainReceipt(receipt, await findCauses(storage, receipt));
        if (terminal.isJson) terminal.printJson(explanation);
        else terminal.printLines(renderExplanation(explanation));
        return exitCode.ok;
      }),
    );
};
