import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { findDocument } from "../find-document.ts";

export const addWhoCanReadCommand: AddCommand = (program, run) => {
  program
    .command("who-can-read")
    .description("the people who may read a document, and by which policy")
    .argument("<document>", "id, or its path in the tenant's folder")
    .addHelpText("after", "\nExample:\n  sallyport who-can-read finance/credit-control-procedure.md")
    .action((name: string) =>
      run(async ({ sallyport, people, terminal }) => {
        const document = await findDocument(sallyport, name);
        const readers = await sallyport.retrieval.whoCanRead(document.id, people);
        if (terminal.isJson) {
          terminal.printJson(
            readers.map(({ principal, ...why }) => ({
              tenant: principal.tenant,
              user: principal.id,
              ...why,
            })),
          );
          return exitCode.ok;
        }
        for (const { principal, matchedBy, policies } of readers) {
          terminal.print(
            `${`${principal.tenant}/${principal.id}`.padEnd(24)} as ${matchedBy.join(", ").padEnd(16)} ${policies.map(({ id }) => id).join(", ")}`,
          );
        }
        if (readers.length === 0) terminal.say("Nobody may read it.");
        return exitCode.ok;
      }),
    );
};
