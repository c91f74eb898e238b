import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { findPerson } from "../find-person.ts";
import { parseDuration } from "../option-values.ts";
import { requireLocalIssuer } from "../person-session.ts";

export const addDevTokenCommand: AddCommand = (parent, runner) => {
  parent
    .command("dev-token")
    .summary("a signed token for a person, in development")
    .description(
      "Prints a token of the local issuer, which stands in for the company's identity provider on a developer's machine. Whoever holds it is that person until it expires.",
    )
    .argument("<person>", "id, or tenant/id")
    .option("--expires-in <duration>", "for example 15m or 8h", parseDuration, 60 * 60_000)
    .addHelpText("after", "\nExample:\n  export TOKEN=$(sallyport dev-token maya --expires-in 15m)")
    .action((name: string, { expiresIn }: { expiresIn: number }) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const { tenant, id } = findPerson(people, name);
        const issuer = requireLocalIssuer(sallyport);
        const token = await issuer.issueToken(tenant, id, { expiresInMs: expiresIn });
        if (terminal.isJson)
          terminal.printJson({ token, tenant, user: id, issuer: issuer.issuer, audience: issuer.audience });
        else terminal.print(token);
        return exitCode.ok;
      }),
    );
};
