import { createFileAnchor } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";

export const addReceiptsCheckpointCommand: AddCommand = (parent, runner) => {
  parent
    .command("checkpoint")
    .summary("sign the root over all receipts, to be kept elsewhere")
    .description(
      "Signs the Merkle root over every receipt so far and prints the signed note. Kept where this host cannot change it, it shows an auditor whether receipts were cut off or the history rewritten.",
    )
    .option("--anchor <file>", "append it to this file too: on another machine, or append-only")
    .addHelpText("after", "\nExample:\n  sallyport receipts checkpoint --anchor /mnt/audit/anchors.jsonl")
    .action(({ anchor }: { anchor?: string }) =>
      runner.opened(
        async ({ sallyport, terminal }) => {
          const checkpoint = await terminal.during("signing the tree", sallyport.checkpoint());
          if (terminal.isJson) terminal.printJson(checkpoint);
          else terminal.printExactly(checkpoint.note);
          terminal.say(`It covers ${checkpoint.size} receipts.`);
          return exitCode.ok;
        },
        anchor === undefined ? {} : { anchor: createFileAnchor(anchor) },
      ),
    );
};
