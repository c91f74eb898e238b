import type { AddCommand } from "../command.ts";
import { addGateReportCommand } from "./gate/report.ts";

export const addGateCommands: AddCommand = (parent, runner) => {
  const group = parent
    .command("gate")
    .summary("what agents did with their tools")
    .description("What went through the gate, from the receipts.");
  addGateReportCommand(group, runner);
};
