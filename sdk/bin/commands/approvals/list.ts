import { renderCard } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";

export const addApprovalsListCommand: AddCommand = (parent, runner) => {
  parent
    .command("list")
    .summary("pending requests, oldest first")
    .description(
      "Shows each pending request as its approvers see it: who asked, which agents, the exact arguments and where each value came from.",
    )
    .option("--tenant <tenant>", "of this tenant alone")
    .addHelpText("after", "\nExample:\n  sallyport approvals list --tenant aldermoor")
    .action(({ tenant }: { tenant?: string }) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const tenants = tenant === undefined ? new Set(people.map((person) => person.tenant)) : [tenant];
        const pending = (
          await Promise.all([...tenants].map((each) => sallyport.approvals.pending(each)))
        ).flat();
        if (terminal.isJson) terminal.printJson(pending.map((each) => sallyport.approvals.preview(each)));
        else if (pending.length === 0) terminal.say("Nothing waits for a decision.");
        else
          for (const request of pending)
            terminal.print(
              `${renderCard(sallyport.approvals.preview(request), { color: terminal.isColor })}\n`,
            );
        return exitCode.ok;
      }),
    );
};
