import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";

export const addReceiptsRotateKeyCommand: AddCommand = (parent, runner) => {
  parent
    .command("rotate-key")
    .summary("hand the ledger over to a new signing key")
    .description(
      "Makes a new key, signs the handover with the present one, and lets the new one sign what follows. Auditors go on trusting the first key. Processes that run keep the old key until they are started again.",
    )
    .requiredOption("--reason <text>", "why, for the record")
    .addHelpText("after", '\nExample:\n  sallyport receipts rotate-key --reason "yearly"')
    .action(({ reason }: { reason: string }) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const receipt = await sallyport.rotateLedgerKey(reason);
        if (terminal.isJson) terminal.printJson(receipt);
        else terminal.print(`rotated  ${receipt.id} hands over from key ${receipt.keyId}`);
        terminal.say("Restart the other processes, and make a checkpoint now: sallyport receipts checkpoint");
        return exitCode.ok;
      }),
    );
};
