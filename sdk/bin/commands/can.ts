import { Argument } from "commander";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { findDocument } from "../find-document.ts";
import { findPerson } from "../find-person.ts";

export const addCanCommand: AddCommand = (parent, runner) => {
  parent
    .command("can")
    .summary("whether a person may read a document")
    .description("Says whether a person may read a document now. Exits with 3 when not.")
    .argument("<person>", "id, or tenant/id")
    .addArgument(new Argument("<action>", "what they would do").choices(["read"]))
    .argument("<document>", "its path in the person's tenant, or its id")
    .option("--explain", "why, with the policy ids")
    .addHelpText(
      "after",
      "\nExample:\n  sallyport can maya read finance/credit-control-procedure.md --explain",
    )
    .action((name: string, _action: string, documentName: string, options: { explain?: boolean }) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const person = findPerson(people, name);
        const document = await findDocument(sallyport, documentName, person.tenant);
        const answer = await sallyport.retrieval.explainRead(person, document.id);
        if (terminal.isJson) terminal.printJson(answer);
        else terminal.print(answer.allowed ? terminal.style("green", "yes") : terminal.style("red", "no"));
        if (!terminal.isJson && options.explain === true) {
          terminal.print(answer.reason);
          for (const { id, effect, owasp } of answer.policies)
            terminal.print(`  ${effect} ${id}${owasp === undefined ? "" : ` [${owasp}]`}`);
        }
        return answer.allowed ? exitCode.ok : exitCode.denied;
      }),
    );
};
