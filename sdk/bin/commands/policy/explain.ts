import { explainDecision, renderDecision } from "@sallyport/sdk";
import { Argument } from "commander";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { askPolicies, type Question, questionActions } from "../../policy-question.ts";

export const addPolicyExplainCommand: AddCommand = (parent, runner) => {
  parent
    .command("explain")
    .summary("what the policies would decide, and why")
    .description(
      "Asks the policies what they would decide for a person or agent of yours and a document, tool or approval request of yours. When nothing permits it, it says which conditions do not hold. Nothing happens, and no receipt is left. Exits with 3 unless the answer is allow.",
    )
    .argument("<who>", "a person (id, or tenant/id) or an agent")
    .addArgument(new Argument("<action>", "what they would do").choices(questionActions))
    .argument("<what>", "a document, a tool, or an approval request")
    .option("--for <person>", "the human behind the agent")
    .option("--facts <json>", "what is special about a tool call, such as '{\"amount\": 90000}'", "{}")
    .addHelpText(
      "after",
      "\nExamples:\n  sallyport policy explain maya retrieve finance/credit-control-procedure.md\n" +
        "  sallyport policy explain success-agent call_tool issue_refund --for maya --facts '{\"amount\": 90000}'",
    )
    .action(
      (
        who: string,
        action: Question["action"],
        what: string,
        options: Omit<Question, "who" | "action" | "what">,
      ) =>
        runner.opened(async (context) => {
          const { sallyport, terminal } = context;
          const request = await askPolicies(context, { who, action, what, ...options });
          const explanation = explainDecision(sallyport.policies.set, request);
          if (terminal.isJson) terminal.printJson({ request, ...explanation });
          else terminal.printLines(renderDecision(explanation));
          return explanation.decision.type === "allow" ? exitCode.ok : exitCode.denied;
        }),
    );
};
