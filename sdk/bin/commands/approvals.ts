import {
  type ApprovalRequest,
  createTerminalChannel,
  renderCard,
  type Sallyport,
  SallyportError,
} from "@sallyport/sdk";
import type { AddCommand } from "../command.ts";
import { findPerson } from "../command-context.ts";
import { exitCode } from "../exit-code.ts";

export const addApprovalsCommand: AddCommand = (program, run) => {
  const approvals = program.command("approvals").description("what waits for a person's decision");

  approvals
    .command("list")
    .description("pending requests, oldest first")
    .action(() =>
      run(async ({ sallyport, people, terminal }) => {
        const tenants = [...new Set(people.map(({ tenant }) => tenant))];
        const pending = (
          await Promise.all(tenants.map((tenant) => sallyport.approvals.pending(tenant)))
        ).flat();
        if (terminal.isJson) terminal.printJson(pending);
        else if (pending.length === 0) terminal.say("Nothing waits for a decision.");
        else
          for (const request of pending)
            terminal.print(`${renderCard(request, { color: terminal.isColor })}\n`);
        return exitCode.ok;
      }),
    );

  approvals
    .command("decide")
    .description("show a request and approve or deny it on this terminal")
    .argument("<request>", "its id")
    .requiredOption("--as <person>", "the approver: id, or tenant/id")
    .addHelpText("after", "\nExample:\n  sallyport approvals decide apr_0f3c… --as tomas")
    .action((id: string, options: { as: string }) =>
      run(async ({ sallyport, people, terminal }) => {
        const approver = findPerson(people, options.as);
        const channel = createTerminalChannel({
          approvals: sallyport.approvals,
          key: sallyport.terminalKey,
          approver: approver.id,
          tenant: approver.tenant,
          input: process.stdin,
          output: process.stderr,
          color: terminal.isColor,
        });
        const result = await channel.ask(await findRequest(sallyport, id));
        if (terminal.isJson) terminal.printJson(result);
        return result.type === "recorded" ? exitCode.ok : exitCode.denied;
      }),
    );
};

async function findRequest(sallyport: Sallyport, id: string): Promise<ApprovalRequest> {
  const request = await sallyport.approvals.find(id);
  if (request !== undefined) return request;
  throw new SallyportError({
    code: "ERR_CLI_APPROVAL",
    message: "There is no such approval request.",
    hint: "sallyport approvals list shows what is waiting.",
  });
}
