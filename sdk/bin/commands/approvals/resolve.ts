import { userInfo } from "node:os";
import { inert, type ParkedResolution, signResolution } from "@sallyport/sdk";
import { Option } from "commander";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { findApproval } from "../../find-approval.ts";
import { findPerson } from "../../find-person.ts";

interface Options {
  readonly as: string;
  readonly outcome: ParkedResolution["outcome"];
}

export const addApprovalsResolveCommand: AddCommand = (parent, runner) => {
  parent
    .command("resolve")
    .summary("say what became of a parked call")
    .description(
      "For a call that was started and never reported, once somebody has checked whether it took effect. Signed, and recorded; nothing is run by it. Exits with 3 when the policies don't let this person decide on the request.",
    )
    .argument("<request>", "its id")
    .requiredOption("--as <person>", "who has checked: id, or tenant/id")
    .addOption(
      new Option("--outcome <outcome>", "what they found")
        .choices(["succeeded", "failed"])
        .makeOptionMandatory(),
    )
    .addHelpText(
      "after",
      "\nExample:\n  sallyport approvals resolve apr_0f3c… --outcome succeeded --as tomas",
    )
    .action((id: string, { as, outcome }: Options) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const { id: person, tenant } = findPerson(people, as);
        const { id: requestId } = await findApproval(sallyport, id);
        const result = await sallyport.approvals.resolve(
          signResolution(sallyport.terminalKey, {
            requestId,
            outcome,
            person,
            tenant,
            verifiedBy: `terminal:${userInfo().username}`,
            at: Date.now(),
          }),
        );
        if (terminal.isJson) terminal.printJson(result);
        else terminal.say(result.type === "resolved" ? `Recorded: ${result.state}.` : inert(result.message));
        return result.type === "resolved" ? exitCode.ok : exitCode.denied;
      }),
    );
};
