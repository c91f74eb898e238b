import type { AddCommand } from "../command.ts";
import { describeReaders } from "../describe-readers.ts";
import { exitCode } from "../exit-code.ts";
import { listLabels, listUnreadable } from "../list-labels.ts";
import { renderTable } from "../table.ts";

export const addLabelsCommand: AddCommand = (parent, runner) => {
  parent
    .command("labels")
    .summary("labels with their readers, and documents that nobody may read")
    .description(
      "Lists the labels of a tenant, or of all: who may read, classification, integrity, owner, and how many documents have it. Then the documents that nobody may read: without a label, or held back by screening.",
    )
    .argument("[tenant]", "of this tenant alone")
    .addHelpText("after", "\nExample:\n  sallyport labels aldermoor")
    .action((tenant: string | undefined) =>
      runner.opened(async ({ sallyport, config, terminal }) => {
        const isAsked = (other: string) => tenant === undefined || tenant === other;
        const labels = (await listLabels(sallyport, config.tenants)).filter(({ label }) =>
          isAsked(label.tenant),
        );
        const unreadable = (await listUnreadable(sallyport)).filter((document) => isAsked(document.tenant));
        if (terminal.isJson) {
          terminal.printJson({ labels, unreadable });
          return exitCode.ok;
        }
        if (labels.length === 0)
          terminal.say("There is no label. Write an acl.yaml, then run sallyport ingest.");
        const rows = labels.map(({ name, label, documents }) => [
          label.tenant,
          name ?? label.id,
          `${documents} ${documents === 1 ? "document" : "documents"}`,
          `${label.classification}, ${label.integrity}`,
          `owner ${label.owner}`,
          `read by ${describeReaders(label)}`,
        ]);
        terminal.printLines(renderTable(rows));
        for (const { tenant: whose, source, status } of unreadable) {
          const why = status === "unlabelled" ? "no label  " : "held back ";
          terminal.print(`${terminal.style("yellow", why)} ${whose}  ${source}: readable by nobody`);
        }
        return exitCode.ok;
      }),
    );
};
