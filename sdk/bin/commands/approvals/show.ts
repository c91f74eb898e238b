import { type ApprovalDecision, type ApprovalState, renderCard } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { findApproval } from "../../find-approval.ts";

export const addApprovalsShowCommand: AddCommand = (parent, runner) => {
  parent
    .command("show")
    .summary("one request, where it stands and what to do about it")
    .description(
      "Shows a request as its approvers see it, who has decided, where it stands, and what somebody has to do now. Exits with 1 when its row was changed by hand.",
    )
    .argument("<request>", "its id")
    .addHelpText("after", "\nExample:\n  sallyport approvals show apr_0f3c…")
    .action((id: string) =>
      runner.opened(async ({ sallyport: { approvals }, sallyport, terminal }) => {
        const request = approvals.preview(await findApproval(sallyport, id));
        const state = (await approvals.state(id)) ?? "unknown";
        const decisions = await approvals.decisions(id);
        if (terminal.isJson) {
          terminal.printJson({ ...request, state, decisions });
          return exitCode.ok;
        }
        terminal.printLines(renderCard(request, { color: terminal.isColor }));
        for (const decision of decisions) terminal.print(describe(decision));
        terminal.print(`State        ${state}`);
        const next = whatToDo[state];
        if (next !== undefined) terminal.print(`To do        ${next.replace("<request>", request.id)}`);
        return exitCode.ok;
      }),
    );
};

function describe({ decision, approver, at, reason }: ApprovalDecision): string {
  const word = decision === "approve" ? "Approved" : "Denied";
  const why = reason === undefined ? "" : `: ${reason}`;
  return `${word.padEnd(12)} by ${approver}, ${new Date(at).toISOString()}${why}`;
}

/** For those states that somebody can end; the others are answers. */
const whatToDo: { readonly [state in ApprovalState]?: string } = {
  pending: "sallyport approvals decide <request> --as <person>",
  approved:
    "the run that asked may use it, once, within ten minutes; sallyport revoke approval <request> stops it",
  consumed: "wait: the tool runs",
  unknown:
    "check whether it took effect, then: sallyport approvals resolve <request> --outcome <what you found> --as <person>",
};
