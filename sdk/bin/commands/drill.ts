import type { AddCommand } from "../command.ts";
import { addDrillRevocationCommand } from "./drill/revocation.ts";

export const addDrillCommands: AddCommand = (parent, runner) => {
  const group = parent
    .command("drill")
    .summary("rehearse an incident on a copy of the state")
    .description("Rehearses an incident on a copy of the state and writes down the evidence.");
  addDrillRevocationCommand(group, runner);
};
