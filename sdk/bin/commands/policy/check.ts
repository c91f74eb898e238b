import { checkPolicies, formatProblem, loadPolicies } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { findPolicyFolder } from "../../policy-folder.ts";

export const addPolicyCheckCommand: AddCommand = (parent, runner) => {
  parent
    .command("check")
    .summary("whether a folder of policies would load")
    .description(
      "Parses and validates a folder of .cedar files as the engine does, and lists every problem. Needs no database. Exits with 1 when the set would be refused.",
    )
    .argument("[folder]", "instead of the configuration's policies, or of the default ones")
    .addHelpText("after", "\nExample:\n  sallyport policy check policies/")
    .action((named: string | undefined) =>
      runner.alone(async (invocation) => {
        const { terminal } = invocation;
        const folder = await findPolicyFolder(invocation, named);
        const problems = await checkPolicies(folder);
        if (problems.length > 0) {
          if (terminal.isJson) terminal.printJson({ folder, problems });
          else terminal.print(`${terminal.style("red", "refused")}  ${folder}`);
          if (!terminal.isJson) for (const problem of problems) terminal.printLines(formatProblem(problem));
          return exitCode.failedCheck;
        }
        const { policies, hash } = await loadPolicies(folder);
        if (terminal.isJson) terminal.printJson({ folder, problems, policies: policies.length, hash });
        else {
          terminal.print(`${terminal.style("green", "valid")}  ${policies.length} policies in ${folder}`);
          terminal.print(`policy set ${hash}`);
          if (!policies.some(({ effect }) => effect === "permit"))
            terminal.say("None of them permits anything: start from a copy of the default folder.");
        }
        return exitCode.ok;
      }),
    );
};
