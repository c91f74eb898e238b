import type { IngestEvent, IngestSummary } from "@sallyport/sdk";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

export const addIngestCommand: AddCommand = (program, run) => {
  program
    .command("ingest")
    .description("load, label, screen and embed the documents of a tenant, or of all; again after changes")
    .argument("[tenant]", "one of the configuration's tenants")
    .addHelpText("after", "\nExample:\n  sallyport ingest aldermoor")
    .action((tenant: string | undefined) =>
      run(async ({ config, sallyport, terminal }) => {
        const folders = Object.entries(config.tenants).filter(
          ([name]) => tenant === undefined || name === tenant,
        );
        if (folders.length === 0) {
          terminal.say(
            `No such tenant. The configuration has: ${Object.keys(config.tenants).join(", ") || "none"}.`,
          );
          return exitCode.usage;
        }
        const summaries: Record<string, IngestSummary> = {};
        for (const [name, folder] of folders) {
          for await (const event of sallyport.ingest(name, folder)) {
            if (event.type === "done") summaries[name] = event;
            else showProgress(event, terminal);
          }
          showSummary(name, summaries[name] as IngestSummary, terminal);
        }
        if (terminal.isJson) terminal.printJson(summaries);
        return Object.values(summaries).some(({ failed }) => failed.length > 0)
          ? exitCode.failedCheck
          : exitCode.ok;
      }),
    );
};

export function showProgress(event: Exclude<IngestEvent, { type: "done" }>, terminal: Terminal): void {
  if (event.type !== "deleted")
    terminal.progress(event.position / event.total, `${event.type} ${event.source}`);
}

export function showSummary(tenant: string, summary: IngestSummary, terminal: Terminal): void {
  const { ingested, unchanged, deleted, chunks, quarantined, unlabelled, failed } = summary;
  terminal.say(
    `${tenant}: ${ingested} ingested (${chunks} passages), ${unchanged} unchanged, ${deleted} deleted, ` +
      `${quarantined.length} quarantined, ${unlabelled.length} without a label, ${failed.length} failed`,
  );
  for (const { source, reasons } of quarantined) {
    terminal.say(terminal.style("red", `  quarantined  ${source}`));
    for (const reason of reasons) terminal.say(`               ${reason}`);
  }
  for (const { source } of unlabelled) {
    terminal.say(terminal.style("yellow", `  no label     ${source}: readable by nobody`));
  }
  for (const { source, reason } of failed)
    terminal.say(terminal.style("red", `  failed       ${source}: ${reason}`));
}
