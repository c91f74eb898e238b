import { type RevocationKind, revocationKinds } from "@sallyport/sdk";
import { Argument, type Command } from "commander";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { parseDuration } from "../option-values.ts";
import { findRevocable } from "../revocable-subject.ts";

interface RevokeOptions {
  readonly reason: string;
  readonly tenant?: string;
  readonly by: string;
  readonly expiresIn?: number;
}

export const addRevokeCommand: AddCommand = (parent, runner) => {
  parent
    .command("revoke")
    .summary("stop something: its next call is refused")
    .description(
      "Stops a person, an agent, a tool or whatever else can be revoked: its next call is refused, here at once and in other processes within a second. Siblings go on.",
    )
    .addArgument(new Argument("<kind>", "what kind of thing").choices(revocationKinds))
    .argument("<subject>", "its id or name; documents and labels by path and name too")
    .requiredOption("--reason <text>", "why; goes into the ledger")
    .option("--tenant <tenant>", "whose user; tenants may have users of the same id")
    .option("--by <person>", "who decided it", "command-line")
    .option("--expires-in <duration>", "ends by itself, for example after 8h", parseDuration)
    .addHelpText(
      "after",
      '\nExamples:\n  sallyport revoke agent success-agent --reason "acts on injected mail"\n  sallyport revoke user maya --tenant aldermoor --reason "left the company"',
    )
    .action((kind: RevocationKind, name: string, options: RevokeOptions, command: Command) => {
      refuseAmbiguity(kind, options.tenant, command);
      return runner.opened(async (context) => {
        const { sallyport, terminal } = context;
        const { id: subject, isKnown } = await findRevocable(context, kind, name, options.tenant);
        const revocation = await sallyport.revocations.revoke({
          kind,
          subject,
          reason: options.reason,
          actor: options.by,
          ...(options.tenant === undefined ? {} : { tenant: options.tenant }),
          ...(options.expiresIn === undefined ? {} : { expiresInMs: options.expiresIn }),
        });
        if (terminal.isJson) terminal.printJson({ ...revocation, isKnown });
        else terminal.print(`${revocation.id}  ${kind} ${name} is revoked.`);
        if (!isKnown) terminal.say(`No ${kind} of that name is known here: it counts should one appear.`);
        return exitCode.ok;
      });
    });
};

/** Users' ids are unique in their tenant alone; all other ids are unique. */
function refuseAmbiguity(kind: RevocationKind, tenant: string | undefined, command: Command): void {
  if (kind === "user" && tenant === undefined)
    command.error("error: revoking a user takes --tenant: another tenant may have a user of the same id");
  if (kind !== "user" && tenant !== undefined)
    command.error(`error: --tenant is for users; a ${kind} has a name of its own`);
}
