import { type RevocationKind, revocationKinds } from "@sallyport/sdk";
import { Argument, InvalidArgumentError } from "commander";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";

export const addRevokeCommands: AddCommand = (program, run) => {
  program
    .command("revoke")
    .description("stop something: its next call is refused, here and within a second elsewhere")
    .addArgument(new Argument("<kind>", "what kind of thing").choices(revocationKinds))
    .argument("<subject>", "its id or name")
    .requiredOption("--reason <text>", "why; goes into the ledger")
    .option("--by <person>", "who decided it", "command-line")
    .option("--expires-in <minutes>", "ends by itself", parseMinutes)
    .addHelpText(
      "after",
      '\nExample:\n  sallyport revoke agent success-agent --reason "acts on injected mail"',
    )
    .action(
      (kind: RevocationKind, subject: string, options: { reason: string; by: string; expiresIn?: number }) =>
        run(async ({ sallyport, terminal }) => {
          const revocation = await sallyport.revocations.revoke({
            kind,
            subject,
            reason: options.reason,
            actor: options.by,
            ...(options.expiresIn === undefined ? {} : { expiresInMs: options.expiresIn * 60_000 }),
          });
          if (terminal.isJson) terminal.printJson(revocation);
          else terminal.print(`${revocation.id}  ${kind} ${subject} is revoked.`);
          return exitCode.ok;
        }),
    );

  program
    .command("revocations")
    .description("all revocations, newest first")
    .action(() =>
      run(async ({ sallyport, terminal }) => {
        const revocations = await sallyport.revocations.list();
        if (terminal.isJson) terminal.printJson(revocations);
        else if (revocations.length === 0) terminal.say("Nothing is revoked.");
        for (const { id, kind, subject, reason, actor, liftedAt } of terminal.isJson ? [] : revocations) {
          const state =
            liftedAt === undefined ? terminal.style("red", "in force") : terminal.style("dim", "lifted  ");
          terminal.print(`${id}  ${state}  ${kind} ${subject}: ${reason} (${actor})`);
        }
        return exitCode.ok;
      }),
    );

  program
    .command("unrevoke")
    .description("lift a revocation; this is recorded too")
    .argument("<id>", "the revocation's id")
    .option("--by <person>", "who decided it", "command-line")
    .action((id: string, options: { by: string }) =>
      run(async ({ sallyport, terminal }) => {
        const revocation = await sallyport.revocations.lift(id, options.by);
        if (terminal.isJson) terminal.printJson(revocation);
        else terminal.print(`${id} is lifted.`);
        return exitCode.ok;
      }),
    );
};

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (!(minutes > 0)) throw new InvalidArgumentError("It takes a number of minutes above 0.");
  return minutes;
}
