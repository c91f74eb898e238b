import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";

export const addReceiptsKeyCommand: AddCommand = (parent, runner) => {
  parent
    .command("key")
    .summary("the public key that signs this home's receipts")
    .description(
      "Prints the public key that signs this home's receipts as JSON (a JWK), for auditors to keep.",
    )
    .addHelpText("after", "\nExample:\n  sallyport receipts key > ledger.pub.json")
    .action(() =>
      runner.opened(async ({ sallyport, terminal }) => {
        terminal.printJson(sallyport.ledgerKey);
        return exitCode.ok;
      }),
    );
};
