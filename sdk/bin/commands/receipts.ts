import { readFile, writeFile } from "node:fs/promises";
import { exportLedger, type PublicKey, SallyportError } from "@sallyport/sdk";
import { type LedgerBundle, type VerificationReport, verifyLedger } from "@sallyport/sdk/verify";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

export const addReceiptsCommand: AddCommand = (program, run) => {
  const receipts = program.command("receipts").description("the signed ledger");

  receipts
    .command("export")
    .description("the whole ledger as one file for an auditor, with the public keys")
    .argument("<file>", "where to write it")
    .action((file: string) =>
      run(async ({ sallyport, terminal }) => {
        const bundle = await exportLedger({ storage: sallyport.storage });
        await writeFile(file, `${JSON.stringify(bundle, null, 1)}\n`);
        terminal.say(`${bundle.receipts.length} receipts in ${file}.`);
        return exitCode.ok;
      }),
    );

  receipts
    .command("verify")
    .description("check every receipt's content, signature and place; exits with 1 when anything was changed")
    .option("--bundle <file>", "an exported ledger, instead of this home's")
    .option("--key <file>", "the public key to trust (JSON), instead of this home's")
    .option("--anchor <file...>", "checkpoints that were kept elsewhere")
    .addHelpText(
      "after",
      "\nExample:\n  sallyport receipts verify --bundle ledger.json --key ledger.pub.json",
    )
    .action((options: { bundle?: string; key?: string; anchor?: string[] }) =>
      run(async ({ sallyport, terminal }) => {
        const bundle =
          options.bundle === undefined
            ? await exportLedger({ storage: sallyport.storage })
            : await readJson<LedgerBundle>(options.bundle);
        const key = options.key === undefined ? sallyport.ledgerKey : await readJson<PublicKey>(options.key);
        const anchors = await Promise.all(
          (options.anchor ?? []).map(async (file) => ({ note: await readFile(file, "utf8") })),
        );
        const report = await verifyLedger(bundle, { publicKeys: [key], anchors });
        if (terminal.isJson) terminal.printJson(report);
        else printReport(report, terminal);
        return report.ok ? exitCode.ok : exitCode.failedCheck;
      }),
    );

  receipts
    .command("key")
    .description("the public key that signs this home's receipts, for auditors to keep")
    .action(() =>
      run(async ({ sallyport, terminal }) => {
        terminal.printJson(sallyport.ledgerKey);
        return exitCode.ok;
      }),
    );
};

function printReport(report: VerificationReport, terminal: Terminal): void {
  const { ok, receipts, writers, checkpointed, anchored, findings } = report;
  const counts = `${receipts} receipts of ${writers.length} writers, ${checkpointed} under a checkpoint, ${anchored} anchored`;
  terminal.print(
    ok
      ? `${terminal.style("green", "verified")}  ${counts}`
      : `${terminal.style("red", "NOT VERIFIED")}  ${counts}`,
  );
  for (const { code, message, receipt } of findings) {
    terminal.print(`  ${terminal.style("red", code.padEnd(20))} ${receipt ?? ""}  ${message}`);
  }
  for (const limit of report.doesNotAssert) terminal.say(terminal.style("dim", `  not proved: ${limit}`));
}

async function readJson<T>(file: string): Promise<T> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new SallyportError({ code: "ERR_CLI_FILE", message: `${file} cannot be read as JSON.`, cause });
  }
}
