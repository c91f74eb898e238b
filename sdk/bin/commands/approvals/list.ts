import { renderCard } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";

export const addApprovalsListCommand: AddCommand = (parent, runner) => {
  parent
    .command("list")
    .summary("pending requests, oldest first")
    .description(
      "Shows each pending request as its approvers see it: who asked, which agents, the exact arguments and where each value came from. Personal data is masked, as on every card.",
    )
    .option("--tenant <tenant>", "of this tenant alone")
    .option("--parked", "instead, what was started and never reported: check before it is asked for again")
    .addHelpText("after", "\nExample:\n  sallyport approvals list --tenant aldermoor")
    .action(({ tenant, parked }: { tenant?: string; parked?: true }) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const tenants = tenant === undefined ? new Set(people.map((person) => person.tenant)) : [tenant];
        const { approvals } = sallyport;
        const list = parked ? approvals.parked : approvals.pending;
        const found = (await Promise.all([...tenants].map((each) => list(each)))).flat();
        const shown = found.map((request) => approvals.preview(request));
        if (terminal.isJson) terminal.printJson(shown);
        else if (shown.length === 0)
          terminal.say(parked ? "Nothing is parked." : "Nothing waits for a decision.");
        else
          for (const each of shown) terminal.printLines(`${renderCard(each, { color: terminal.isColor })}\n`);
        return exitCode.ok;
      }),
    );
};
