import type { HumanLoad } from "@sallyport/sdk";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { parseDuration } from "../../option-values.ts";
import { renderTable } from "../../table.ts";

interface Options {
  readonly tenant?: string;
  readonly last: number;
}

export const addApprovalsLoadCommand: AddCommand = (parent, runner) => {
  parent
    .command("load")
    .summary("what approvals cost people")
    .description(
      "How often people are asked, how long they take and how often they say no. Many answers under three seconds, or hardly a no, mean that nobody looks any more: let a policy ask less.",
    )
    .option("--tenant <tenant>", "of this tenant alone")
    .option("--last <duration>", "for example 8h or 30d", parseDuration, 7 * 86_400_000)
    .addHelpText("after", "\nExample:\n  sallyport approvals load --last 30d")
    .action(({ tenant, last }: Options) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const tenants = tenant === undefined ? [...new Set(people.map((each) => each.tenant))] : [tenant];
        const since = Date.now() - last;
        const loads = await Promise.all(
          tenants.map(async (each) => ({
            tenant: each,
            ...(await sallyport.approvals.measureLoad(each, since)),
          })),
        );
        if (terminal.isJson) terminal.printJson(loads);
        else terminal.printLines(renderTable([head, ...loads.map(rowOf)]));
        return exitCode.ok;
      }),
    );
};

const head = ["tenant", "requests", "per 100 calls", "decisions", "median", "under 3 s", "denied"];

function rowOf(load: HumanLoad & { readonly tenant: string }): readonly string[] {
  const { medianSecondsToDecide: median } = load;
  return [
    ...[load.tenant, String(load.requests), load.requestsPer100Calls.toFixed(1), String(load.decisions)],
    ...[median === undefined ? "-" : `${median.toFixed(0)} s`, `${load.decidedUnder3sPercent.toFixed(0)} %`],
    `${load.denialPercent.toFixed(0)} %`,
  ];
}
