import { existsSync } from "node:fs";
import {
  openSigningKey,
  openSlackLinks,
  SallyportError,
  type SlackIdentity,
  systemClock,
} from "@sallyport/sdk";
import { InvalidArgumentError } from "commander";
import type { CliErrorCode } from "../cli-error.ts";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { findPerson } from "../find-person.ts";

interface Options {
  readonly botKey: string;
  readonly remove?: true;
}

export const addLinkSlackCommand: AddCommand = (parent, runner) => {
  parent
    .command("link-slack")
    .summary("say which person a Slack user is")
    .description(
      "States that a Slack user is a person of the directory, signed with the approval bot's key: whoever holds that key answers for it. The bot asks Slack about the user at each click, and refuses guests, apps, strangers and deactivated accounts whatever is linked. Without a person, shows the link.",
    )
    .argument("<identity>", "team/user, or enterprise/team/user in an organisation", parseIdentity)
    .argument("[person]", "id, or tenant/id")
    .option("--bot-key <file>", "the bot's own key", ".sallyport-bot/keys/approval-bot.json")
    .option("--remove", "take the link back")
    .addHelpText(
      "after",
      "\nExamples:\n  sallyport link-slack T0123456789/U0123456789 aldermoor/owen\n  sallyport link-slack T0123456789/U0123456789 --remove",
    )
    .action((identity: SlackIdentity, name: string | undefined, options: Options) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const key = openSigningKey(existing(options.botKey));
        const links = openSlackLinks({ storage: sallyport.storage, key, clock: systemClock });
        if (options.remove) await links.unlink(identity);
        else if (name !== undefined) {
          const { tenant, id: principal } = findPerson(people, name);
          await links.link(identity, { tenant, principal });
        }
        const person = await links.find(identity);
        if (terminal.isJson) terminal.printJson({ ...identity, ...person });
        else if (person === undefined)
          terminal.print(`${identity.team}/${identity.user} is linked to nobody.`);
        else terminal.print(`${identity.team}/${identity.user} is ${person.tenant}/${person.principal}.`);
        return exitCode.ok;
      }),
    );
};

function parseIdentity(text: string): SlackIdentity {
  const [, enterprise, team, user] =
    /^(?:(E[A-Z0-9]{2,})\/)?(T[A-Z0-9]{2,})\/([UW][A-Z0-9]{2,})$/.exec(text) ?? [];
  if (team !== undefined && user !== undefined) return { enterprise: enterprise ?? "", team, user };
  throw new InvalidArgumentError("It takes ids such as T0123456789/U0123456789; names mean nothing.");
}

/** A key is made on first use; one made here would be nobody's, and the bot would not believe the link. */
function existing(file: string): string {
  if (existsSync(file)) return file;
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_FILE",
    message: `There is no key at ${file}.`,
    hint: "Name the approval bot's key (its SALLYPORT_BOT_KEY) with --bot-key.",
  });
}
