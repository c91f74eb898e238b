import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { findTool } from "../../find-tool.ts";

export const addToolsDiffCommand: AddCommand = (parent, runner) => {
  parent
    .command("diff")
    .summary("what a tool says now that it did not say when it was pinned")
    .description(
      "Shows each part of a tool's descriptor that differs from what was pinned, and the digest to accept it by. Exits with 1 when any does.",
    )
    .argument("<tool>", "its name")
    .addHelpText("after", "\nExample:\n  sallyport tools diff send_mail")
    .action((name: string) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const { state, differences, offeredDigest } = await findTool(sallyport, name);
        if (terminal.isJson) terminal.printJson({ name, state, differences, offeredDigest });
        else {
          for (const { at, before, after } of differences) {
            terminal.print(terminal.style("bold", at));
            if (before !== undefined) terminal.print(terminal.style("red", `  - ${JSON.stringify(before)}`));
            if (after !== undefined) terminal.print(terminal.style("green", `  + ${JSON.stringify(after)}`));
          }
        }
        terminal.say(
          differences.length === 0
            ? `${name} is as it was pinned.`
            : `To accept exactly this: sallyport tools accept ${name} --digest ${offeredDigest}`,
        );
        return differences.length === 0 ? exitCode.ok : exitCode.failedCheck;
      }),
    );
};
