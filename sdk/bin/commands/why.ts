import { explainReceipt, findCauses, findReceipt, renderExplanation } from "@sallyport/sdk";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";

export const addWhyCommand: AddCommand = (program, run) => {
  program
    .command("why")
    .description(
      "who started it, which agent ran it, under what authority, by which policy, and how to stop it",
    )
    .argument("<receipt>", "a receipt's id")
    .addHelpText("after", "\nExample:\n  sallyport why sdk-1a2b3c4d5e6f:12")
    .action((id: string) =>
      run(async ({ sallyport, terminal }) => {
        const receipt = await findReceipt(sallyport.storage, id);
        const explanation = explainReceipt(receipt, await findCauses(sallyport.storage, receipt));
        if (terminal.isJson) terminal.printJson(explanation);
        else terminal.print(renderExplanation(explanation));
        return exitCode.ok;
      }),
    );
};
