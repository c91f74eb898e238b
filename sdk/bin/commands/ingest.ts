import { type IngestEvent, type IngestSummary, SallyportError } from "@sallyport/sdk";
import type { CliErrorCode } from "../cli-error.ts";
import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

export const addIngestCommand: AddCommand = (parent, runner) => {
  parent
    .command("ingest")
    .summary("bring the store in step with the tenants' folders")
    .description(
      "Loads, screens, embeds and labels the documents of a tenant, or of all. Run it again after changes: what is unchanged is skipped, what is gone is deleted. Exits with 1 when a file could not be read.",
    )
    .argument("[tenant]", "one of the configuration's tenants")
    .addHelpText("after", "\nExample:\n  sallyport ingest aldermoor")
    .action((tenant: string | undefined) =>
      runner.opened(async ({ config, sallyport, terminal, host }) => {
        const summaries: Record<string, IngestSummary> = {};
        for (const [name, folder] of foldersOf(config.tenants, tenant)) {
          for await (const event of sallyport.ingest(name, folder)) {
            host.signal.throwIfAborted();
            if (event.type === "done") summaries[name] = event;
            else showProgress(event, terminal);
          }
          showSummary(name, summaries[name] as IngestSummary, terminal);
        }
        if (terminal.isJson) terminal.printJson(summaries);
        const isWhole = Object.values(summaries).every(({ failed }) => failed.length === 0);
        return isWhole ? exitCode.ok : exitCode.failedCheck;
      }),
    );
};

function foldersOf(tenants: Readonly<Record<string, string>>, tenant: string | undefined) {
  const folders = Object.entries(tenants).filter(([name]) => tenant === undefined || name === tenant);
  if (folders.length > 0) return folders;
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_TENANT",
    message: tenant === undefined ? "The configuration has no tenants." : `There is no tenant ${tenant}.`,
    hint: `The configuration's tenants: ${Object.keys(tenants).join(", ") || "none"}.`,
  });
}

function showProgress(event: Exclude<IngestEvent, { type: "done" }>, terminal: Terminal): void {
  if (event.type !== "deleted")
    terminal.progress(event.position / event.total, `${event.type} ${event.source}`);
}

function showSummary(tenant: string, summary: IngestSummary, terminal: Terminal): void {
  const { ingested, unchanged, deleted, chunks, quarantined, flagged, unlabelled, failed } = summary;
  terminal.say(
    `${tenant}: ${ingested} ingested (${chunks} passages), ${unchanged} unchanged, ${deleted} deleted, ` +
      `${quarantined.length} quarantined, ${unlabelled.length} without a label, ${failed.length} failed`,
  );
  for (const { source, reasons } of quarantined) {
    terminal.say(terminal.style("red", `  quarantined  ${source}`));
    for (const reason of reasons) terminal.say(`               ${reason}`);
  }
  for (const { message, sources } of flagged)
    terminal.say(terminal.style("yellow", `  suspicious   ${message} ${sources.join(", ")}`));
  for (const { source } of unlabelled) {
    terminal.say(terminal.style("yellow", `  no label     ${source}: readable by nobody`));
  }
  for (const { source, reason } of failed)
    terminal.say(terminal.style("red", `  failed       ${source}: ${reason}`));
}
