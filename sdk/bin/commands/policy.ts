import type { AddCommand } from "../command.ts";
import { addPolicyCheckCommand } from "./policy/check.ts";
import { addPolicyExplainCommand } from "./policy/explain.ts";
import { addPolicyTestCommand } from "./policy/test.ts";

export const addPolicyCommands: AddCommand = (parent, runner) => {
  const group = parent
    .command("policy")
    .summary("check, test and explain the policies")
    .description("The .cedar policies that decide both doors.");
  addPolicyCheckCommand(group, runner);
  addPolicyTestCommand(group, runner);
  addPolicyExplainCommand(group, runner);
};
