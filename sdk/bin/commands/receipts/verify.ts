import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { exportLedger, type PublicKey, SallyportError } from "@sallyport/sdk";
import {
  type Anchor,
  type LedgerTrust,
  type VerificationReport,
  verifyLedger,
  verifyLedgerFile,
} from "@sallyport/sdk/verify";
import type { Command } from "commander";
import type { CliErrorCode } from "../../cli-error.ts";
import type { AddCommand } from "../../command.ts";
import { type ExitCode, exitCode } from "../../exit-code.ts";
import type { Terminal } from "../../terminal.ts";

interface VerifyOptions {
  readonly bundle?: string;
  readonly key?: string;
  readonly anchor: readonly string[];
}

export const addReceiptsVerifyCommand: AddCommand = (parent, runner) => {
  parent
    .command("verify")
    .summary("check every receipt's content, signature and place")
    .description(
      "Checks every receipt's content, signature and place, offline. With --bundle and --key it needs no configuration, no database and no secret. Exits with 1 when anything was changed.",
    )
    .option("--bundle <file>", "an exported ledger, instead of this home's")
    .option("--key <file>", "the public key to trust (JSON), instead of this home's")
    .option("--anchor <file...>", "checkpoints kept elsewhere: signed notes, or an anchor file", [])
    .addHelpText(
      "after",
      "\nExample:\n  sallyport receipts verify --bundle ledger.jsonl --key ledger.pub.json --anchor anchors.jsonl",
    )
    .action(({ bundle, key, anchor }: VerifyOptions, command: Command) => {
      if (bundle === undefined) {
        return runner.opened(async ({ sallyport, terminal }) => {
          const trusted = key === undefined ? sallyport.ledgerKey : await readKey(key);
          const ledger = await exportLedger(sallyport);
          return finish(verifyLedger(ledger, await trust(trusted, anchor)), terminal);
        });
      }
      if (key === undefined)
        return command.error(
          "error: --bundle takes --key: the keys in an export prove nothing by themselves",
        );
      return runner.alone(async ({ terminal }) =>
        finish(verifyFile(bundle, await trust(await readKey(key), anchor)), terminal),
      );
    });
};

async function finish(verifying: Promise<VerificationReport>, terminal: Terminal): Promise<ExitCode> {
  const report = await terminal.during("verifying", verifying);
  if (terminal.isJson) terminal.printJson(report);
  else printReport(report, terminal);
  return report.ok ? exitCode.ok : exitCode.failedCheck;
}

async function verifyFile(file: string, trust: LedgerTrust): Promise<VerificationReport> {
  try {
    return await verifyLedgerFile(createReadStream(file, "utf8"), trust);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function trust(key: PublicKey, anchorFiles: readonly string[]): Promise<LedgerTrust> {
  const anchors = await Promise.all(anchorFiles.map(readAnchors));
  return { publicKeys: [key], anchors: anchors.flat() };
}

async function readKey(file: string): Promise<PublicKey> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

/** One signed note, or what `receipts checkpoint --anchor` appended: a JSON object a line. */
async function readAnchors(file: string): Promise<readonly Anchor[]> {
  try {
    const text = await readFile(file, "utf8");
    if (!text.startsWith("{")) return [{ note: text }];
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): SallyportError {
  const code = (cause as NodeJS.ErrnoException).code;
  return new SallyportError<CliErrorCode>({
    code: "ERR_CLI_FILE",
    message: `${file} cannot be read${code === undefined ? " as JSON" : ` (${code})`}.`,
    cause,
  });
}

function printReport(report: VerificationReport, terminal: Terminal): void {
  const { ok, receipts, writers, checkpointed, anchored, pruned, findings } = report;
  const counts = `${receipts} receipts of ${writers.length} writers, ${checkpointed} under a checkpoint, ${anchored} anchored, ${pruned} pruned`;
  const verdict = ok ? terminal.style("green", "verified") : terminal.style("red", "NOT VERIFIED");
  terminal.print(`${verdict}  ${counts}`);
  for (const { code, message, receipt } of findings) {
    terminal.print(`  ${terminal.style("red", code.padEnd(20))} ${receipt ?? ""}  ${message}`);
  }
  for (const limit of report.doesNotAssert) terminal.say(terminal.style("dim", `  not proved: ${limit}`));
}
