import { releaseDocument } from "@sallyport/sdk";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { findDocument } from "../find-document.ts";
import { findPerson } from "../find-person.ts";

export const addReleaseCommand: AddCommand = (parent, runner) => {
  parent
    .command("release")
    .summary("take a document out of quarantine")
    .description(
      "Makes a document that screening held back readable under its label, for as long as its content stays. The policies say who may; what they said goes into the ledger. Exits with 3 when this person may not.",
    )
    .argument("<document>", "its path in the person's tenant, or its id")
    .requiredOption("--as <person>", "who takes it upon them: id, or tenant/id")
    .addHelpText("after", "\nExample:\n  sallyport release inbound/hexley-glass-quotation.pdf --as priya")
    .action((name: string, options: { as: string }) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const principal = findPerson(people, options.as);
        const { id: documentId } = await findDocument(sallyport, name, principal.tenant);
        const { storage, ledger, policies: policy } = sallyport;
        const decision = await releaseDocument({ storage, ledger, policy, principal, documentId });
        if (terminal.isJson) terminal.printJson({ documentId, decision });
        else {
          const verdict =
            decision.type === "allow" ? terminal.style("green", "released") : terminal.style("red", "denied");
          terminal.print(`${verdict}  ${name}: ${decision.reason}`);
        }
        return decision.type === "allow" ? exitCode.ok : exitCode.denied;
      }),
    );
};
