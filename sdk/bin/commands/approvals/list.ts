import { renderCard } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";

export const addApprovalsListCommand: AddCommand = (parent, runner) => {
  parent
    .command("list")
    .summary("pending requests, oldest first")
    .description(
      "Shows each pending request as its approvers see it: who asked, which agents, the exact arguments and where each value came from. Personal data is masked, as on every card. What somebody changed in the database is void, and named as such.",
    )
    .option("--tenant <tenant>", "of this tenant alone")
    .option("--parked", "instead, what was started and never reported: check before it is asked for again")
    .addHelpText("after", "\nExample:\n  sallyport approvals list --tenant aldermoor")
    .action(({ tenant, parked }: { tenant?: string; parked?: true }) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const tenants = tenant === undefined ? new Set(people.map((person) => person.tenant)) : [tenant];
        const { approvals } = sallyport;
        const listAll = async <T>(list: (tenant: string) => Promise<readonly T[]>) =>
          (await Promise.all([...tenants].map(list))).flat();
        const found = await listAll(parked ? approvals.parked : approvals.pending);
        const shown = found.map((request) => approvals.preview(request));
        const changed = await listAll(approvals.tampered);
        if (terminal.isJson) {
          terminal.printJson([...shown, ...changed.map((id) => ({ id, void: reason }))]);
          return exitCode.ok;
        }
        for (const each of shown) terminal.printLines(`${renderCard(each, { color: terminal.isColor })}\n`);
        if (shown.length === 0) terminal.say(parked ? "Nothing is parked." : "Nothing waits for a decision.");
        // No command to paste: such an id may hold anything.
        for (const id of changed)
          terminal.print(
            `${terminal.style("red", "void")}  ${id}  ${reason}; sallyport approvals show says what to do`,
          );
        return exitCode.ok;
      }),
    );
};

/** Only the id is told of such a row: nothing else in it can be believed. */
const reason = "changed by hand in the database";
