import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { renderTable } from "../table.ts";

export const addConnectorsCommand: AddCommand = (parent, runner) => {
  parent
    .command("connectors")
    .summary("the systems that tools reach, and how far they are trusted")
    .description(
      "Lists the registered connectors with their owners, how far what their tools return is trusted, and whether they are revoked. Tools of a connector that is not in the list are denied.",
    )
    .addHelpText("after", "\nExample:\n  sallyport connectors")
    .action(() =>
      runner.opened(async ({ sallyport: { gate, revocations }, terminal }) => {
        const connectors = await Promise.all(
          (await gate.connectors.list()).map(async (connector) => ({
            ...connector,
            revoked: (await revocations.find([{ kind: "connector", subject: connector.name }])) !== undefined,
          })),
        );
        if (terminal.isJson) terminal.printJson(connectors);
        else if (connectors.length === 0) terminal.say("No connector is registered.");
        else {
          const rows = connectors.map(({ name, owner, trust, revoked }) => [
            name,
            `owner ${owner}`,
            trust,
            revoked ? "REVOKED" : "active",
          ]);
          terminal.printLines(renderTable(rows));
        }
        return exitCode.ok;
      }),
    );
};
