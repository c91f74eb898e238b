import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { isAgentRevoked } from "../is-agent-revoked.ts";
import { renderTable } from "../table.ts";

export const addAgentsCommand: AddCommand = (parent, runner) => {
  parent
    .command("agents")
    .summary("the registered agents, and which of them are revoked")
    .description(
      "Lists the registered agents with their owners, the tools that they may ever call, and whether they are revoked. An agent that is not in the list is denied.",
    )
    .option("--tenant <tenant>", "of this tenant alone")
    .addHelpText("after", "\nExample:\n  sallyport agents --tenant aldermoor")
    .action(({ tenant }: { tenant?: string }) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const agents = await sallyport.agents.list(tenant);
        const states = await Promise.all(agents.map((agent) => isAgentRevoked(sallyport, agent)));
        if (terminal.isJson)
          terminal.printJson(agents.map((agent, index) => ({ ...agent, revoked: states[index] })));
        else if (agents.length === 0) terminal.say("No agent is registered.");
        else {
          const rows = agents.map(({ id, tenant, owner, tools }, index) => [
            id,
            tenant,
            `owner ${owner}`,
            states[index] ? "REVOKED" : "active",
            tools.join(", ") || "no tools",
          ]);
          terminal.printLines(renderTable(rows));
        }
        return exitCode.ok;
      }),
    );
};
