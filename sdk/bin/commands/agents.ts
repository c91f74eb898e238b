import type { Agent } from "@sallyport/sdk";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { findUnapprovable, type Unapprovable } from "../find-unapprovable.ts";
import { isAgentRevoked } from "../is-agent-revoked.ts";
import { renderTable } from "../table.ts";

export const addAgentsCommand: AddCommand = (parent, runner) => {
  parent
    .command("agents")
    .summary("the registered agents, and which of them are revoked")
    .description(
      "Lists the registered agents with their owners, the tools that they may ever call, and whether they are revoked, and warns where too few people may approve their calls: an owner may not. An agent that is not in the list is denied.",
    )
    .option("--tenant <tenant>", "of this tenant alone")
    .addHelpText("after", "\nExample:\n  sallyport agents --tenant aldermoor")
    .action(({ tenant }: { tenant?: string }) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const registered = await sallyport.agents.list(tenant);
        const agents = await Promise.all(
          registered.map(async (agent) => ({
            ...agent,
            revoked: await isAgentRevoked(sallyport, agent),
            unapprovable: await findUnapprovable(sallyport, agent),
          })),
        );
        if (terminal.isJson) terminal.printJson(agents);
        else if (agents.length === 0) terminal.say("No agent is registered.");
        else {
          terminal.printLines(renderTable(agents.map(rowOf)));
          for (const agent of agents) for (const line of warningsOf(agent)) terminal.say(line);
        }
        return exitCode.ok;
      }),
    );
};

interface Shown extends Agent {
  readonly revoked: boolean;
  readonly unapprovable: readonly Unapprovable[];
}

function rowOf({ id, tenant, owner, revoked, tools }: Shown): readonly string[] {
  return [id, tenant, `owner ${owner}`, revoked ? "REVOKED" : "active", tools.join(", ") || "no tools"];
}

function warningsOf({ id, owner, unapprovable }: Shown): readonly string[] {
  return unapprovable.map(
    ({ groups, policies }) =>
      `${id}: what ${policies.join(", ")} stops, too few of ${groups.join(" or ")} may approve; its owner ${owner} may not.`,
  );
}
