import type { AddCommand } from "../command.ts";
import { addToolsAcceptCommand } from "./tools/accept.ts";
import { addToolsDiffCommand } from "./tools/diff.ts";
import { addToolsListCommand } from "./tools/list.ts";

export const addToolsCommands: AddCommand = (parent, runner) => {
  const group = parent
    .command("tools")
    .summary("pinned tools, and those that changed since")
    .description(
      "What tools say about themselves is pinned when they first register. One that says something else later is stopped until a person accepts the difference.",
    );
  addToolsListCommand(group, runner);
  addToolsDiffCommand(group, runner);
  addToolsAcceptCommand(group, runner);
};
