import { listTools } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { renderTable } from "../../table.ts";

export const addToolsListCommand: AddCommand = (parent, runner) => {
  parent
    .command("list")
    .summary("all tools, and whether they changed")
    .description(
      "Lists all tools that ever registered: connector, impact, whom the effect reaches, and whether the tool changed since it was pinned. Exits with 1 when one did.",
    )
    .addHelpText("after", "\nExample:\n  sallyport tools list")
    .action(() =>
      runner.opened(async ({ sallyport, terminal }) => {
        const tools = await listTools(sallyport.storage);
        const changed = tools.filter(({ state }) => state === "changed");
        if (terminal.isJson) terminal.printJson(tools);
        else if (tools.length === 0) terminal.say("No tool has registered.");
        else {
          const rows = tools.map(({ name, state, pinned: { connector, impact, audience, reversible } }) => [
            name,
            state === "changed" ? "CHANGED" : state,
            connector,
            `${impact}${reversible ? "" : ", irreversible"}`,
            `reaches ${audience}`,
          ]);
          terminal.printLines(renderTable(rows));
        }
        for (const { name } of changed)
          terminal.say(`${name} is stopped. What changed: sallyport tools diff ${name}`);
        return changed.length === 0 ? exitCode.ok : exitCode.failedCheck;
      }),
    );
};
