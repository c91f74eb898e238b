import { createTerminalChannel } from "@sallyport/sdk";
import { readAnswers } from "../../answers.ts";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { findApproval } from "../../find-approval.ts";
import { findPerson } from "../../find-person.ts";

export const addApprovalsDecideCommand: AddCommand = (parent, runner) => {
  parent
    .command("decide")
    .summary("show a request and approve or deny it here")
    .description(
      "Shows a request, reads the answer on this terminal and signs it. Exits with 3 when the answer is refused: the policies say who may approve.",
    )
    .argument("<request>", "its id")
    .requiredOption("--as <person>", "the approver: id, or tenant/id")
    .addHelpText("after", "\nExample:\n  sallyport approvals decide apr_0f3c… --as tomas")
    .action((id: string, options: { as: string }) =>
      runner.opened(async ({ sallyport, people, terminal, host }) => {
        const approver = findPerson(people, options.as);
        const request = await findApproval(sallyport, id);
        const answers = readAnswers(host);
        const channel = createTerminalChannel({
          approvals: sallyport.approvals,
          key: sallyport.terminalKey,
          approver: approver.id,
          tenant: approver.tenant,
          input: answers.input,
          output: host.stderr,
          color: terminal.isColor,
        });
        const result = await Promise.race([channel.ask(request), answers.end]);
        if (terminal.isJson) terminal.printJson(result);
        return result.type === "recorded" ? exitCode.ok : exitCode.denied;
      }),
    );
};
