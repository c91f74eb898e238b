import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { findDocument } from "../find-document.ts";
import { renderTable } from "../table.ts";

export const addWhoCanReadCommand: AddCommand = (parent, runner) => {
  parent
    .command("who-can-read")
    .summary("the people who may read a document, and by which policy")
    .description(
      "Lists the directory's people who may read a document now, how its label names them, and which policies permit it.",
    )
    .argument("<document>", "its path in the tenant's folder, or its id")
    .option("--tenant <tenant>", "whose document, where two tenants have that path")
    .addHelpText("after", "\nExample:\n  sallyport who-can-read finance/credit-control-procedure.md")
    .action((name: string, options: { tenant?: string }) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const document = await findDocument(sallyport, name, options.tenant);
        const readers = await sallyport.retrieval.whoCanRead(document.id, people);
        if (terminal.isJson) {
          terminal.printJson(
            readers.map(({ principal: { tenant, id }, ...why }) => ({ tenant, user: id, ...why })),
          );
        } else if (readers.length === 0) {
          terminal.say(`Nobody may read it${reasons[document.status]}.`);
        } else {
          const rows = readers.map(({ principal: { tenant, id }, matchedBy, policies }) => [
            `${tenant}/${id}`,
            `by ${matchedBy.join(", ")}`,
            policies.map((policy) => policy.id).join(", "),
          ]);
          terminal.printLines(renderTable(rows));
        }
        return exitCode.ok;
      }),
    );
};

const reasons = {
  active: "",
  quarantined: ": screening holds it back",
  unlabelled: ": it has no label",
} as const;
