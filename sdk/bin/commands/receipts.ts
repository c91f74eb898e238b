import type { AddCommand } from "../command.ts";
import { addReceiptsCheckpointCommand } from "./receipts/checkpoint.ts";
import { addReceiptsExportCommand } from "./receipts/export.ts";
import { addReceiptsKeyCommand } from "./receipts/key.ts";
import { addReceiptsPruneCommand } from "./receipts/prune.ts";
import { addReceiptsQueryCommand } from "./receipts/query.ts";
import { addReceiptsRotateKeyCommand } from "./receipts/rotate-key.ts";
import { addReceiptsVerifyCommand } from "./receipts/verify.ts";

export const addReceiptsCommands: AddCommand = (parent, runner) => {
  const group = parent
    .command("receipts")
    .summary("the signed ledger: query, export, verify")
    .description("The signed ledger of every decision and outcome.");
  addReceiptsQueryCommand(group, runner);
  addReceiptsExportCommand(group, runner);
  addReceiptsVerifyCommand(group, runner);
  addReceiptsCheckpointCommand(group, runner);
  addReceiptsKeyCommand(group, runner);
  addReceiptsRotateKeyCommand(group, runner);
  addReceiptsPruneCommand(group, runner);
};
