import type { AddCommand } from "../command.ts";
import { findPerson } from "../command-context.ts";
import { exitCode } from "../exit-code.ts";
import { findDocument } from "../find-document.ts";

export const addCanCommand: AddCommand = (program, run) => {
  program
    .command("can")
    .description("whether a person may read a document; exits with 3 when not")
    .argument("<person>", "id, or tenant/id")
    .argument("<action>", "read")
    .argument("<document>", "id, or its path in the tenant's folder")
    .option("--explain", "why, with the policy ids")
    .addHelpText(
      "after",
      "\nExample:\n  sallyport can maya read finance/credit-control-procedure.md --explain",
    )
    .action((name: string, action: string, documentName: string, options: { explain?: boolean }, command) => {
      if (action !== "read")
        command.error(`error: "${action}" is not a known action; accepted: read`, { exitCode: 2 });
      return run(async ({ sallyport, people, terminal }) => {
        const person = findPerson(people, name);
        const document = await findDocument(sallyport, documentName, person.tenant);
        const answer = await sallyport.retrieval.explainRead(person, document.id);
        if (terminal.isJson) terminal.printJson(answer);
        else {
          terminal.print(answer.allowed ? terminal.style("green", "yes") : terminal.style("red", "no"));
          if (options.explain === true) {
            terminal.print(answer.reason);
            for (const { id, effect, owasp } of answer.policies)
              terminal.print(`  ${effect} ${id}${owasp === undefined ? "" : ` (${owasp})`}`);
          }
        }
        return answer.allowed ? exitCode.ok : exitCode.denied;
      });
    });
};
