import { writeFile } from "node:fs/promises";
import { Option } from "commander";
import type { AddCommand } from "../../command.ts";
import { drillRevocation, type RevocationEvidence } from "../../drill/drill-revocation.ts";
import { exitCode } from "../../exit-code.ts";
import { findPerson } from "../../find-person.ts";
import { renderTable } from "../../table.ts";
import type { Terminal } from "../../terminal.ts";

interface DrillOptions {
  readonly as: string;
  readonly agent: string;
  readonly revoke: "hop" | "agent";
  readonly out: string;
}

export const addDrillRevocationCommand: AddCommand = (parent, runner) => {
  parent
    .command("revocation")
    .summary("revoke one path, show that it is dead and its siblings live")
    .description(
      "Copies the state, starts runs of a person with an agent and with its siblings, revokes one path from a second connection, and tries both doors on every path before and after. The copy has keys of its own and is deleted; the state itself is only read. Exits with 1 when a path was not dead or alive as it should be.",
    )
    .requiredOption("--as <person>", "on whose behalf the runs are: id, or tenant/id")
    .requiredOption("--agent <agent>", "the agent whose path is revoked")
    .addOption(
      new Option("--revoke <what>", "one run's delegation with all below it, or the agent in every run")
        .choices(["hop", "agent"])
        .default("hop"),
    )
    .option("--out <file>", "where the evidence goes, as JSON", "revocation-drill.json")
    .addHelpText(
      "after",
      "\nExample:\n  sallyport drill revocation --as maya --agent success-agent --out evidence.json",
    )
    .action((options: DrillOptions) =>
      runner.opened(async (context) => {
        const person = findPerson(context.people, options.as);
        const evidence = await drillRevocation(context, {
          person,
          agent: options.agent,
          kind: options.revoke,
        });
        await writeFile(options.out, `${JSON.stringify(evidence, null, 2)}\n`);
        if (context.terminal.isJson) context.terminal.printJson(evidence);
        else printEvidence(evidence, context.terminal);
        context.terminal.say(`The evidence is in ${options.out}.`);
        return evidence.held ? exitCode.ok : exitCode.failedCheck;
      }),
    );
};

function printEvidence({ paths, held, revocation }: RevocationEvidence, terminal: Terminal): void {
  const rows = paths.map(({ path, relation, expected, after, held }) => [
    path.join(" → "),
    relation,
    held ? expected : `NOT ${expected.toUpperCase()}`,
    `reading: ${after.read.code ?? after.read.outcome}`,
    `acting: ${after.act.code ?? after.act.outcome}`,
  ]);
  terminal.printLines(renderTable(rows));
  const verdict = held ? terminal.style("green", "held") : terminal.style("red", "DID NOT HOLD");
  terminal.print(`${verdict}  ${revocation.kind} ${revocation.subject} was revoked on a copy`);
}
