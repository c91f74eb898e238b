import { join } from "node:path";
import { loadPolicies, renderPolicyTests, runPolicyTests } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { findPolicyFolder } from "../../policy-folder.ts";

export const addPolicyTestCommand: AddCommand = (parent, runner) => {
  parent
    .command("test")
    .summary("run table tests against the policies")
    .description(
      "Runs the cases of a YAML file against a folder of policies, explains each that fails, and names the policies that no case meets. Needs no database. Exits with 1 when a case fails.",
    )
    .argument("[file]", "instead of tests.yaml beside the policies")
    .option("--policies <folder>", "instead of the configuration's policies, or of the default ones")
    .addHelpText("after", "\nExample:\n  sallyport policy test policies/tests.yaml --policies policies/")
    .action((named: string | undefined, options: { policies?: string }) =>
      runner.alone(async (invocation) => {
        const { terminal } = invocation;
        const folder = await findPolicyFolder(invocation, options.policies);
        const report = await runPolicyTests(named ?? join(folder, "tests.yaml"), await loadPolicies(folder));
        if (terminal.isJson) terminal.printJson(report);
        else terminal.printLines(renderPolicyTests(report));
        return report.passed ? exitCode.ok : exitCode.failedCheck;
      }),
    );
};
