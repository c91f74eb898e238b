import { statSync } from "node:fs";
import { join, posix } from "node:path";
import { type Config, type Labelling, labelDocuments, type Sallyport, SallyportError } from "@sallyport/sdk";
import type { CliErrorCode } from "../cli-error.ts";
import type { AddCommand } from "../command.ts";
import { describeReaders } from "../describe-readers.ts";
import { exitCode } from "../exit-code.ts";
import { tagDocument } from "../tag-document.ts";

export const addTagCommand: AddCommand = (parent, runner) => {
  parent
    .command("tag")
    .summary("give a document a label")
    .description(
      "Gives a document one of the labels in its tenant's acl.yaml, by a rule for this document alone, before all others. Every other line of the file stays as it is. It counts at once when the document is in the store, else after the next ingest.",
    )
    .argument("<document>", "its path in the tenant's folder")
    .argument("<label>", "one of the names under labels in acl.yaml")
    .option("--tenant <tenant>", "whose document, where two tenants have that path")
    .option("--by <person>", "who decided it", "command-line")
    .addHelpText(
      "after",
      "\nExample:\n  sallyport tag drafts/2027-list-price-proposal.md management --by priya",
    )
    .action((path: string, name: string, options: { tenant?: string; by: string }) =>
      runner.opened(async ({ config, sallyport, terminal }) => {
        const source = posix.normalize(path);
        const { tenant, folder } = findFolder(config, source, options.tenant);
        const { file, before, after } = await tagDocument(tenant, folder, source, name);
        const isStored = await applyLabel(sallyport, tenant, source, after, options.by);
        if (terminal.isJson) terminal.printJson({ tenant, source, file, before, after, isStored });
        else {
          const readers =
            after.type === "labelled" ? `readable by ${describeReaders(after.label)}` : after.reason;
          const label = after.type === "labelled" ? after.name : "no label";
          terminal.print(`${source}: ${before ?? "no label"} → ${label}, ${readers}`);
          if (label !== name)
            terminal.say(`Not ${name}: the document's own front matter goes before any rule.`);
          terminal.say(
            `The rule is in ${file}. ${isStored ? "It counts from now on." : `It counts after: sallyport ingest ${tenant}`}`,
          );
        }
        return exitCode.ok;
      }),
    );
};

/** What is stored already is relabelled at once. False: it is not stored. */
async function applyLabel(
  { storage, ledger }: Sallyport,
  tenant: string,
  source: string,
  labelling: Labelling,
  actor: string,
): Promise<boolean> {
  const stored = await storage
    .selectFrom("document")
    .select("id")
    .where("tenant", "=", tenant)
    .where("source", "=", source)
    .where("status", "!=", "deleted")
    .executeTakeFirst();
  if (stored === undefined || labelling.type === "unlabelled") return false;
  await labelDocuments({ storage, ledger, label: labelling.label, documentIds: [stored.id], actor });
  return true;
}

function findFolder({ tenants }: Config, source: string, named: string | undefined) {
  const found = Object.entries(tenants)
    .filter(([tenant]) => named === undefined || tenant === named)
    .filter(([, folder]) => isDocument(folder, source));
  const [only] = found;
  if (only !== undefined && found.length === 1) return { tenant: only[0], folder: only[1] };
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_DOCUMENT",
    message: `${found.length === 0 ? "No tenant has" : "More than one tenant has"} a document ${source}.`,
    hint:
      found.length === 0
        ? `Name its path in the folder of one of: ${Object.keys(tenants).join(", ") || "no tenants"}.`
        : `Add --tenant, one of: ${found.map(([tenant]) => tenant).join(", ")}.`,
  });
}

function isDocument(folder: string, source: string): boolean {
  const isInside = !source.startsWith("..") && !posix.isAbsolute(source);
  return isInside && statSync(join(folder, source), { throwIfNoEntry: false })?.isFile() === true;
}
