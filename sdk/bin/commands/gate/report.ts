import { writeFile } from "node:fs/promises";
import { type GateReport, proposePolicy, reportGate, type ToolUse } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { renderTable } from "../../table.ts";

interface Options {
  readonly tenant?: string;
  readonly agent?: string;
  readonly policy?: string;
}

export const addGateReportCommand: AddCommand = (parent, runner) => {
  parent
    .command("report")
    .summary("what the recorded runs needed, and the least that would do")
    .description(
      "Counts by agent and tool what was called, what ran and what was stopped. With --policy it writes the least privilege that the calls that ran needed, as a .cedar file for review.",
    )
    .option("--tenant <name>", "of this tenant alone")
    .option("--agent <id>", "of runs that this agent took part in")
    .option("--policy <file>", "write the proposed policies there")
    .addHelpText(
      "after",
      "\nExample:\n  sallyport gate report --agent support-bot --policy policies/proposed.cedar",
    )
    .action(({ policy, ...which }: Options) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const report = await reportGate(sallyport.storage, which);
        if (policy !== undefined) await writeFile(policy, proposePolicy(report));
        if (terminal.isJson) terminal.printJson(report);
        else terminal.printLines(describe(report));
        if (policy !== undefined)
          terminal.say(`Proposed policies are in ${policy}. Check them: sallyport policy check`);
        return exitCode.ok;
      }),
    );
};

function describe({ sessions, calls, overruled, uses }: GateReport): string {
  const heading = `${calls} calls in ${sessions} sessions${overruled === 0 ? "" : `, ${overruled} of them only because nothing was enforced`}`;
  if (uses.length === 0) return heading;
  return `${heading}\n\n${renderTable([columns, ...uses.map(row)])}`;
}

const columns = ["agent", "tool", "calls", "ran", "amount", "records", "stopped"];

function row({ agent, tool, calls, executed, largestAmount, mostRecords, stopped }: ToolUse): string[] {
  const stops = Object.entries(stopped).map(([outcome, times]) => `${outcome} ${times}`);
  const amount = largestAmount === undefined ? "" : `≤ ${largestAmount}`;
  return [agent, tool, String(calls), String(executed), amount, `≤ ${mostRecords}`, stops.join(", ")];
}
