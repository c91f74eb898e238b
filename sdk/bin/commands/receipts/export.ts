import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportLedger, serializeLedger } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";

export const addReceiptsExportCommand: AddCommand = (parent, runner) => {
  parent
    .command("export")
    .summary("the whole ledger as one file, for an auditor")
    .description(
      "Writes the whole ledger with its checkpoints and public keys to one file, as JSON lines. An auditor verifies it with the public key alone.",
    )
    .argument("<file>", "where to write it")
    .addHelpText("after", "\nExample:\n  sallyport receipts export ledger.jsonl")
    .action((file: string) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const bundle = await terminal.during("reading the ledger", exportLedger(sallyport));
        const writing = pipeline(Readable.from(serializeLedger(bundle)), createWriteStream(file));
        await terminal.during(`writing ${file}`, writing);
        const { length: receipts } = bundle.receipts;
        if (terminal.isJson) terminal.printJson({ file, receipts, checkpoints: bundle.checkpoints.length });
        else terminal.say(`${receipts} receipts in ${file}.`);
        return exitCode.ok;
      }),
    );
};
