import type { AddCommand } from "../command.ts";
import { addApprovalsDecideCommand } from "./approvals/decide.ts";
import { addApprovalsListCommand } from "./approvals/list.ts";
import { addApprovalsLoadCommand } from "./approvals/load.ts";
import { addApprovalsResolveCommand } from "./approvals/resolve.ts";
import { addApprovalsShowCommand } from "./approvals/show.ts";

export const addApprovalsCommands: AddCommand = (parent, runner) => {
  const group = parent
    .command("approvals")
    .summary("what waits for a person's decision")
    .description("Requests for a person's consent to one call with exactly these arguments.");
  addApprovalsListCommand(group, runner);
  addApprovalsShowCommand(group, runner);
  addApprovalsDecideCommand(group, runner);
  addApprovalsResolveCommand(group, runner);
  addApprovalsLoadCommand(group, runner);
};
