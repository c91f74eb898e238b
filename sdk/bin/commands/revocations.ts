import type { Revocation } from "@sallyport/sdk";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

export const addRevocationsCommand: AddCommand = (parent, runner) => {
  parent
    .command("revocations")
    .summary("what is revoked and was, newest first")
    .description(
      "Lists all revocations, newest first: those in force, those that expired and those that were lifted.",
    )
    .addHelpText("after", "\nExample:\n  sallyport revocations --json")
    .action(() =>
      runner.opened(async ({ sallyport, terminal }) => {
        const revocations = (await sallyport.revocations.list()).map((each) => ({
          ...each,
          reason: sallyport.redactor.redact(each.reason, { sink: "card" }).text,
        }));
        if (terminal.isJson) terminal.printJson(revocations);
        else if (revocations.length === 0) terminal.say("Nothing is revoked.");
        else for (const revocation of revocations) terminal.print(lineOf(revocation, terminal));
        return exitCode.ok;
      }),
    );
};

function lineOf(revocation: Revocation, terminal: Terminal): string {
  const { id, kind, subject, tenant, reason, actor, createdAt } = revocation;
  const whose = tenant === undefined ? subject : `${tenant}/${subject}`;
  const since = new Date(createdAt).toISOString().slice(0, 16);
  return `${id}  ${stateOf(revocation, terminal)}  ${since}Z  ${kind} ${whose}: ${reason} (${actor})`;
}

function stateOf({ liftedAt, expiresAt }: Revocation, terminal: Terminal): string {
  if (liftedAt !== undefined) return terminal.style("dim", "lifted  ");
  if (expiresAt !== undefined && expiresAt <= Date.now()) return terminal.style("dim", "expired ");
  return terminal.style("red", "in force");
}
